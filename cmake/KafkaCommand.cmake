# The kafka command, and links to it under the names of Kafka's classic tools.
find_package(CLI11 REQUIRED)
file(GLOB_RECURSE command_sources CONFIGURE_DEPENDS ${PROJECT_SOURCE_DIR}/src/cli/*.cpp)
list(REMOVE_ITEM command_sources ${PROJECT_SOURCE_DIR}/src/cli/main.cpp)

# A library of its own, so that the tests can link what main calls.
add_library(kafka_command STATIC ${command_sources})
target_include_directories(kafka_command PUBLIC ${PROJECT_SOURCE_DIR}/src)
target_compile_definitions(kafka_command PUBLIC KAFKA_CPP_VERSION="${PROJECT_VERSION}")
target_link_libraries(kafka_command PUBLIC kafka::broker kafka::client kafka_settings CLI11::CLI11 fmt::fmt spdlog::spdlog)
# Each file here instantiates CLI11 for itself, which costs more than the file: together is cheaper.
set_target_properties(kafka_command PROPERTIES UNITY_BUILD ON UNITY_BUILD_BATCH_SIZE 6)
add_executable(kafka_cli src/cli/main.cpp)
set_target_properties(kafka_cli PROPERTIES OUTPUT_NAME kafka)
target_link_libraries(kafka_cli PRIVATE kafka_command)

set(KAFKA_CLASSIC_NAMES kafka-topics kafka-console-producer kafka-console-consumer kafka-consumer-groups kafka-server-start
    zookeeper-server-start zkserver)
set(classic_dir ${CMAKE_RUNTIME_OUTPUT_DIRECTORY}/classic)
set(link_commands COMMAND ${CMAKE_COMMAND} -E make_directory ${classic_dir})
foreach(name IN LISTS KAFKA_CLASSIC_NAMES)
  foreach(suffix "" ".sh")
    list(APPEND link_commands COMMAND ${CMAKE_COMMAND} -E create_symlink ../kafka ${classic_dir}/${name}${suffix})
  endforeach()
endforeach()
add_custom_command(TARGET kafka_cli POST_BUILD ${link_commands} VERBATIM)
