# What a user gets: headers, libraries, a CMake package, a pkg-config file, the command. All of it may be moved.
include(CMakePackageConfigHelpers)
install(DIRECTORY include/kafka DESTINATION ${CMAKE_INSTALL_INCLUDEDIR})
