# SPDX-FileCopyrightText: 2026 The Parley authors
# SPDX-License-Identifier: MIT
#
# What is installed, and where. The units name /usr/bin/parleyd and /etc/parley: another prefix than
# /usr needs drop-ins for them.
include(GNUInstallDirs)

set(docs ${CMAKE_INSTALL_DATADIR}/doc/parleyd)
set(sources ${PROJECT_SOURCE_DIR})

# What Debian wants compressed. gzip -n leaves the time out: the same sources, the same file.
function(install_compressed file name destination)
  set(compressed ${PROJECT_BINARY_DIR}/compressed/${name}.gz)
  add_custom_command(OUTPUT ${compressed} DEPENDS ${file} VERBATIM
                     COMMAND ${CMAKE_COMMAND} -E make_directory ${PROJECT_BINARY_DIR}/compressed
                     COMMAND gzip -9cn ${file} > ${compressed})
  add_custom_target(compressed_${name} ALL DEPENDS ${compressed})
  install(FILES ${compressed} DESTINATION ${destination})
endfunction()

install(TARGETS parleyd parley-check DESTINATION ${CMAKE_INSTALL_BINDIR})
# The pages: as they are in the tree, or as packaging/web/bundle.py has made them for a package.
set(PARLEY_WEB ${PROJECT_SOURCE_DIR}/web CACHE PATH "The folder to install as the web root")
install(DIRECTORY ${PARLEY_WEB}/ DESTINATION ${CMAKE_INSTALL_DATADIR}/parley/web)
# Where the daemon looks for it, whatever the prefix. The postinst gives it to the group parley, whose number no package can know.
install(FILES config/parley.yaml DESTINATION /etc/parley
        PERMISSIONS OWNER_READ OWNER_WRITE GROUP_READ)

file(GLOB units CONFIGURE_DEPENDS config/systemd/parleyd*)
install(FILES ${units} DESTINATION lib/systemd/system)
install(FILES packaging/debian/sysusers.conf DESTINATION lib/sysusers.d RENAME parleyd.conf)

install_compressed(${sources}/docs/man/parleyd.8 parleyd.8 ${CMAKE_INSTALL_MANDIR}/man8)
install_compressed(${sources}/docs/man/parley-check.1 parley-check.1 ${CMAKE_INSTALL_MANDIR}/man1)
install_compressed(${sources}/packaging/debian/changelog changelog.Debian ${docs})
install_compressed(${sources}/CHANGELOG.md changelog ${docs})
install(FILES packaging/debian/copyright README.md DESTINATION ${docs})
install(FILES packaging/debian/lintian-overrides
        DESTINATION ${CMAKE_INSTALL_DATADIR}/lintian/overrides RENAME parleyd)

# Beside README.md as in the tree, so that its links lead somewhere.
file(GLOB pages CONFIGURE_DEPENDS docs/*.md)
install(FILES ${pages} DESTINATION ${docs}/docs)
install(DIRECTORY docs/adr docs/images DESTINATION ${docs}/docs)
install(DIRECTORY config/nginx config/apache config/haproxy config/coturn config/prometheus config/grafana DESTINATION ${docs}/examples)
install(DIRECTORY config/systemd/examples/ DESTINATION ${docs}/examples/systemd)
