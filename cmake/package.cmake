# SPDX-FileCopyrightText: 2026 The Parley authors
# SPDX-License-Identifier: MIT
#
# `cpack -G DEB` in the build folder, or `./dev package`: parleyd_VERSION_ARCH.deb.
set(debian ${PROJECT_SOURCE_DIR}/packaging/debian)

set(CPACK_GENERATOR DEB)
set(CPACK_PACKAGE_NAME parleyd)
set(CPACK_PACKAGE_CONTACT "The Parley authors <authors@parley.example.org>")
set(CPACK_SET_DESTDIR ON)  # of absolute paths, too: /etc
set(CPACK_INSTALL_PREFIX /usr)
set(CPACK_INSTALL_DEFAULT_DIRECTORY_PERMISSIONS
    OWNER_READ OWNER_WRITE OWNER_EXECUTE GROUP_READ GROUP_EXECUTE WORLD_READ WORLD_EXECUTE)
set(CPACK_STRIP_FILES ON)

set(CPACK_DEBIAN_FILE_NAME DEB-DEFAULT)
set(CPACK_DEBIAN_PACKAGE_RELEASE 1)  # with the version, what packaging/debian/changelog begins with
set(CPACK_DEBIAN_PACKAGE_SECTION net)
set(CPACK_DEBIAN_PACKAGE_PRIORITY optional)
set(CPACK_PACKAGE_DESCRIPTION_SUMMARY "standalone WebRTC signaling server with a video-chat page")
set(CPACK_DEBIAN_PACKAGE_DESCRIPTION "parleyd tells the browsers of a room who else is there, and relays their
offers, answers, ICE candidates and chat. Audio and video flow between the
browsers and never through the daemon.
.
It is one process that listens on this machine only, until it is told
otherwise: behind nginx, for which there are examples, or with TLS of its own.
It serves a page for video calls, and metrics for Prometheus.
.
parley-check looks from outside whether a server, its proxy and its STUN and
TURN servers work, and says in words what does not.")
set(CPACK_DEBIAN_PACKAGE_SHLIBDEPS ON)
# For the user that the daemon runs as.
set(CPACK_DEBIAN_PACKAGE_DEPENDS "systemd | systemd-standalone-sysusers | systemd-sysusers")
set(CPACK_DEBIAN_PACKAGE_RECOMMENDS ca-certificates)  # parley-check https://…
set(CPACK_DEBIAN_PACKAGE_SUGGESTS "nginx, coturn, prometheus")
set(CPACK_DEBIAN_PACKAGE_CONTROL_EXTRA
    ${debian}/conffiles ${debian}/postinst ${debian}/prerm ${debian}/postrm)
set(CPACK_DEBIAN_PACKAGE_CONTROL_STRICT_PERMISSION ON)

include(CPack)
