# SPDX-FileCopyrightText: 2026 The Parley authors
# SPDX-License-Identifier: MIT
#
# A build uses ccache where it is installed, and does not miss it elsewhere. Precompiled headers are
# cached only by one that is told not to look at the macros and the times of their sources.
find_program(PARLEY_CCACHE ccache DOC "Compiler cache; empty for none")
if(PARLEY_CCACHE AND NOT CMAKE_CXX_COMPILER_LAUNCHER)
  set(CMAKE_CXX_COMPILER_LAUNCHER ${PARLEY_CCACHE})
  if(NOT DEFINED ENV{CCACHE_SLOPPINESS})
    list(PREPEND CMAKE_CXX_COMPILER_LAUNCHER ${CMAKE_COMMAND} -E env
         CCACHE_SLOPPINESS=pch_defines,time_macros,include_file_mtime,include_file_ctime)
  endif()
endif()
