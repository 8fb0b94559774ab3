// Rows of an answer, printed for people or for programs.
#pragma once

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>

#include <string>
#include <string_view>
#include <vector>

namespace kafka::detail::cli {

enum class output_form { table, json, ndjson, name };

/// Throws `failure` with the list of forms for anything else.
output_form parse_output_form(const std::string& text);

/// One object per row, all with the same names in the same order: the table's columns are those
/// names in capitals, the JSON forms have them as they are.
void print_rows(const std::vector<boost::json::object>& rows, output_form form, std::string& out);

} // namespace kafka::detail::cli
