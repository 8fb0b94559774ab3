#include "cli/table.hpp"

#include "cli/failure.hpp"

#include <boost/json/serialize.hpp>

#include <algorithm>
#include <cctype>

namespace kafka::detail::cli {

namespace {

std::string cell(const boost::json::value& v) {
    if (v.is_string()) return std::string(v.as_string());
    if (v.is_null()) return "-";
    if (const auto* list = v.if_array()) {
        std::string text;
        for (const auto& item : *list) text += (text.empty() ? "" : ",") + cell(item);
        return text;
    }
    return boost::json::serialize(v);
}

std::string heading(std::string_view name) {
    std::string text(name);
    std::ranges::transform(text, text.begin(), [](unsigned char c) {
        return c == '_' ? '-' : static_cast<char>(std::toupper(c));
    });
    return text;
}

using text_rows = std::vector<std::vector<std::string>>;

void print_padded(const text_rows& rows, std::string& out) {
    std::vector<std::size_t> widths(rows.front().size());
    for (const auto& row : rows)
        for (std::size_t i = 0; i < row.size(); ++i) widths[i] = std::max(widths[i], row[i].size());
    for (const auto& row : rows) {
        for (std::size_t i = 0; i < row.size(); ++i) {
            out += row[i];
            if (i + 1 < row.size()) out.append(widths[i] - row[i].size() + 2, ' ');
        }
        out += '\n';
    }
}

} // namespace

output_form parse_output_form(const std::string& text) {
    if (text == "table") return output_form::table;
    if (text == "json") return output_form::json;
    if (text == "ndjson") return output_form::ndjson;
    if (text == "name") return output_form::name;
    throw failure(wrong_usage, "-o " + text + ": no such output form",
                  "table, json, ndjson or name");
}

void print_rows(const std::vector<boost::json::object>& rows, output_form form, std::string& out) {
    if (form == output_form::json) {
        out += boost::json::serialize(boost::json::array(rows.begin(), rows.end())) + "\n";
        return;
    }
    text_rows table;
    for (const auto& row : rows) {
        if (form == output_form::ndjson) out += boost::json::serialize(row) + "\n";
        if (form == output_form::name) out += cell(row.begin()->value()) + "\n";
        if (table.empty()) {
            auto& head = table.emplace_back();
            for (const auto& field : row) head.push_back(heading(field.key()));
        }
        auto& cells = table.emplace_back();
        for (const auto& field : row) cells.push_back(cell(field.value()));
    }
    if (form == output_form::table && !table.empty()) print_padded(table, out);
}

} // namespace kafka::detail::cli
