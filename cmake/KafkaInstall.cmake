# What a user gets: headers, libraries, a CMake package, a pkg-config file, the command. All of it may be moved.
include(CMakePackageConfigHelpers)
set(package_dir ${CMAKE_INSTALL_LIBDIR}/cmake/kafka-cpp)

install(DIRECTORY include/kafka ${KAFKA_PROTOCOL_HEADERS}/kafka DESTINATION ${CMAKE_INSTALL_INCLUDEDIR})
install(TARGETS ${KAFKA_TARGETS} EXPORT kafka-cpp-targets ARCHIVE DESTINATION ${CMAKE_INSTALL_LIBDIR}
        LIBRARY DESTINATION ${CMAKE_INSTALL_LIBDIR})
install(EXPORT kafka-cpp-targets NAMESPACE kafka:: DESTINATION ${package_dir})
configure_package_config_file(cmake/kafka-cpp-config.cmake.in kafka-cpp-config.cmake INSTALL_DESTINATION ${package_dir})
write_basic_package_version_file(kafka-cpp-config-version.cmake COMPATIBILITY SameMinorVersion)
install(FILES ${PROJECT_BINARY_DIR}/kafka-cpp-config.cmake ${PROJECT_BINARY_DIR}/kafka-cpp-config-version.cmake
        DESTINATION ${package_dir})

file(RELATIVE_PATH KAFKA_PKG_UP /prefix/${CMAKE_INSTALL_LIBDIR}/pkgconfig /prefix)
list(JOIN KAFKA_PKG_REQUIRES " " KAFKA_PKG_REQUIRES_LINE)
set(KAFKA_PKG_LIBS "-lkafka_client")
set(KAFKA_PKG_BROKER_LIBS "-lkafka_broker -lkafka_client")
if(KAFKA_WITH_SNAPPY)
  string(APPEND KAFKA_PKG_LIBS " -lsnappy")
  string(APPEND KAFKA_PKG_BROKER_LIBS " -lsnappy")
endif()
configure_file(cmake/kafka-cpp.pc.in kafka-cpp.pc @ONLY)
install(FILES ${PROJECT_BINARY_DIR}/kafka-cpp.pc DESTINATION ${CMAKE_INSTALL_LIBDIR}/pkgconfig)
if(KAFKA_BUILD_BROKER)
  configure_file(cmake/kafka-cpp-broker.pc.in kafka-cpp-broker.pc @ONLY)
  install(FILES ${PROJECT_BINARY_DIR}/kafka-cpp-broker.pc DESTINATION ${CMAKE_INSTALL_LIBDIR}/pkgconfig)
endif()

if(KAFKA_BUILD_COMMAND)
  install(TARGETS kafka_cli RUNTIME DESTINATION ${CMAKE_INSTALL_BINDIR})
endif()
