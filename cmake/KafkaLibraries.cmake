# One static library for each part of the product; a folder of src is a room (see ARCHITECTURE.md).
function(kafka_rooms target)
  foreach(room IN LISTS ARGN)
    file(GLOB_RECURSE sources CONFIGURE_DEPENDS ${PROJECT_SOURCE_DIR}/src/${room}/*.cpp)
    target_sources(${target} PRIVATE ${sources})
    kafka_unity(${target} ${room} ${sources})
  endforeach()
  target_include_directories(${target} PRIVATE ${PROJECT_SOURCE_DIR}/src)
endfunction()

add_library(kafka_client STATIC)
add_library(kafka::client ALIAS kafka_client)
kafka_rooms(kafka_client wire security protocol record cluster producer consumer net client)
target_include_directories(kafka_client PUBLIC $<BUILD_INTERFACE:${PROJECT_SOURCE_DIR}/include>
                                               $<INSTALL_INTERFACE:${CMAKE_INSTALL_INCLUDEDIR}>)
target_compile_features(kafka_client PUBLIC cxx_std_20)
target_link_libraries(kafka_client PUBLIC Threads::Threads Boost::headers
                                   PRIVATE OpenSSL::SSL $<BUILD_INTERFACE:kafka_settings> $<BUILD_INTERFACE:kafka_codecs>)
set_target_properties(kafka_client PROPERTIES EXPORT_NAME client POSITION_INDEPENDENT_CODE ON)
set(KAFKA_TARGETS kafka_client)

# For those who send messages of the protocol by hand. A target of its own, because its headers may change with
# Kafka; installed, they lie beside the others.
include(KafkaProtocolHeaders)
add_library(kafka_protocol INTERFACE)
add_library(kafka::protocol ALIAS kafka_protocol)
target_include_directories(kafka_protocol INTERFACE $<BUILD_INTERFACE:${KAFKA_PROTOCOL_HEADERS}>)
target_link_libraries(kafka_protocol INTERFACE kafka_client)
set_target_properties(kafka_protocol PROPERTIES EXPORT_NAME protocol)
list(APPEND KAFKA_TARGETS kafka_protocol)

if(KAFKA_BUILD_BROKER)
  find_package(fmt REQUIRED)
  find_package(spdlog REQUIRED)
  add_library(kafka_broker STATIC)
  add_library(kafka::broker ALIAS kafka_broker)
  kafka_rooms(kafka_broker storage broker server)
  target_link_libraries(kafka_broker PUBLIC kafka_client PRIVATE fmt::fmt spdlog::spdlog
                                     $<BUILD_INTERFACE:kafka_settings>)
  set_target_properties(kafka_broker PROPERTIES EXPORT_NAME broker POSITION_INDEPENDENT_CODE ON)
  list(APPEND KAFKA_TARGETS kafka_broker)
endif()
