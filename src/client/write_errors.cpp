#include <kafka/writer.hpp>

namespace kafka {

namespace {

std::error_code first_code(const std::vector<write_error>& errors) {
    return errors.empty() ? std::error_code() : errors.front().error;
}

std::string text_of(const std::vector<write_error>& errors) {
    if (errors.empty()) return "write messages";
    const auto& first = errors.front();
    auto out = "write messages: " + std::to_string(errors.size()) +
               (errors.size() == 1 ? " record was" : " records were") + " not written: record " +
               std::to_string(first.index) + ": " + std::string(to_string(first.persistence));
    if (!first.detail.empty()) out += ": " + first.detail;
    return out;
}

} // namespace

write_errors::write_errors(std::vector<write_error> errors)
    : error(first_code(errors), text_of(errors))
    , errors_(std::move(errors)) {}

} // namespace kafka
