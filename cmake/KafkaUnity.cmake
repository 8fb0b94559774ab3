# Compiling many files of a room at once, for builds with KAFKA_UNITY_BUILD: most of the time goes into
# headers. Files that give the same name to something of their own go into different groups.
set(KAFKA_UNITY_FILES 24) # of a group at most, so that two cores have something to do

# What starts a line and is not a member of a class defined elsewhere: functions, variables, types.
function(kafka_names_in source result)
  file(READ ${source} text)
  string(REGEX MATCHALL "\n(struct|class|enum class) [a-z0-9_]+" types "${text}")
  string(REGEX MATCHALL ", [a-z0-9_]+ =" further "${text}") # int first = 1, second = 2;
  string(REGEX MATCHALL "\n[a-z][^]\n(={;[]*[ *&][a-z0-9_]+ ?[(={[]" others "${text}")
  set(names "")
  foreach(declaration IN LISTS types others further)
    string(REGEX REPLACE "^.*[ *&]([a-z0-9_]+) ?[(={[]?$" "\\1" name "${declaration}")
    list(APPEND names "${name}")
  endforeach()
  # Words of the language, and public names of which every file adds an overload.
  list(REMOVE_ITEM names final override const noexcept operator kafka handle)
  set(${result} "${names}" PARENT_SCOPE)
endfunction()

# Puts each file into the first group of `prefix` that has room and none of its names.
function(kafka_unity target prefix)
  if(NOT KAFKA_UNITY_BUILD)
    return()
  endif()
  set_target_properties(${target} PROPERTIES UNITY_BUILD ON UNITY_BUILD_MODE GROUP)
  foreach(source IN LISTS ARGN)
    kafka_names_in(${source} names)
    set(group 0)
    while(TRUE)
      list(LENGTH files_${group} count)
      set(shared FALSE)
      foreach(name IN LISTS names)
        if(name IN_LIST names_${group})
          set(shared TRUE)
        endif()
      endforeach()
      if(NOT shared AND count LESS KAFKA_UNITY_FILES)
        break()
      endif()
      math(EXPR group "${group} + 1")
    endwhile()
    list(APPEND files_${group} ${source})
    list(APPEND names_${group} ${names})
    set_source_files_properties(${source} PROPERTIES UNITY_GROUP ${prefix}_${group})
  endforeach()
endfunction()
