# The protocol's messages as users include them, <kafka/protocol/metadata.hpp> say. src/protocol has the one
# definition of each; here its includes are written as they must be outside of this tree, and the codecs,
# which only the library needs, are left out.
set(KAFKA_PROTOCOL_HEADERS ${PROJECT_BINARY_DIR}/protocol_headers)

function(kafka_protocol_header source target)
  set_property(DIRECTORY APPEND PROPERTY CMAKE_CONFIGURE_DEPENDS ${source})
  file(READ ${source} text)
  string(REPLACE "#include \"protocol/codec.hpp\"\n" "" text "${text}")
  string(REGEX REPLACE "#include \"protocol/([a-z_]+\\.hpp)\"" "#include <kafka/protocol/\\1>" text "${text}")
  string(REGEX REPLACE "#include \"wire/([a-z_]+\\.hpp)\"" "#include <kafka/protocol/wire/\\1>" text "${text}")
  file(GENERATE OUTPUT ${KAFKA_PROTOCOL_HEADERS}/kafka/protocol/${target} CONTENT "${text}")
endfunction()

file(GLOB kafka_messages CONFIGURE_DEPENDS ${PROJECT_SOURCE_DIR}/src/protocol/*.hpp)
foreach(header IN LISTS kafka_messages)
  file(STRINGS ${header} is_request REGEX "using response = ")
  if(is_request)
    get_filename_component(name ${header} NAME)
    kafka_protocol_header(${header} ${name})
  endif()
endforeach()
kafka_protocol_header(${PROJECT_SOURCE_DIR}/src/protocol/api.hpp api.hpp)
foreach(name blob compare field)
  kafka_protocol_header(${PROJECT_SOURCE_DIR}/src/wire/${name}.hpp wire/${name}.hpp)
endforeach()
