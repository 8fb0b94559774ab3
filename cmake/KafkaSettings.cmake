# How every target of this project is compiled: standard, warnings, sanitizers, linker, compiler cache.
if(PROJECT_IS_TOP_LEVEL)
  if(NOT CMAKE_BUILD_TYPE)
    set(CMAKE_BUILD_TYPE Release CACHE STRING "" FORCE)
  endif()
  set(CMAKE_RUNTIME_OUTPUT_DIRECTORY ${PROJECT_BINARY_DIR}/bin)
  set(CMAKE_EXPORT_COMPILE_COMMANDS ON)
  find_program(CCACHE_PROGRAM ccache)
  if(CCACHE_PROGRAM AND NOT CMAKE_CXX_COMPILER_LAUNCHER)
    # Paths relative to the tree, so that another clone of it finds what this one has compiled.
    set(CMAKE_CXX_COMPILER_LAUNCHER ${CMAKE_COMMAND} -E env CCACHE_BASEDIR=${PROJECT_SOURCE_DIR}
        CCACHE_NOHASHDIR=1 ${CCACHE_PROGRAM})
  endif()
endif()

add_library(kafka_settings INTERFACE)
target_compile_features(kafka_settings INTERFACE cxx_std_20)
target_compile_options(kafka_settings INTERFACE -Wall -Wextra -Wpedantic -Wshadow -Wconversion
                                                -Wno-missing-field-initializers)
if(CMAKE_CXX_COMPILER_ID STREQUAL "GNU" AND CMAKE_CXX_COMPILER_VERSION VERSION_LESS 13)
  # g++ 12 warns about std::string's own operator+ when it optimises (GCC bug 105651).
  target_compile_options(kafka_settings INTERFACE $<$<CONFIG:Release,RelWithDebInfo>:-Wno-restrict>)
endif()
if(KAFKA_WARNINGS_AS_ERRORS)
  target_compile_options(kafka_settings INTERFACE -Werror)
endif()

find_program(MOLD_PROGRAM mold)
if(MOLD_PROGRAM AND PROJECT_IS_TOP_LEVEL)
  add_link_options(-fuse-ld=mold)
endif()

if(KAFKA_SANITIZE)
  # g++ 12 warns about Asio's own coroutine and fence code when it is instrumented.
  add_compile_options(-fsanitize=${KAFKA_SANITIZE} -fno-omit-frame-pointer -fno-sanitize-recover=all)
  if(CMAKE_CXX_COMPILER_ID STREQUAL "GNU")
    add_compile_options(-Wno-tsan -Wno-mismatched-new-delete -Wno-maybe-uninitialized)
  endif()
  add_link_options(-fsanitize=${KAFKA_SANITIZE})
endif()
