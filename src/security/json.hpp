// JSON from peers and files: tokens, key sets. Boost.JSON reads it; nothing else here names it.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace kafka::detail::security {

/// A JSON object, nested no deeper than 16. A cheap handle to shared bytes.
class json_object {
public:
    /// Empty when the text is not one JSON object. The caller has limited its size.
    static std::optional<json_object> read(std::string_view text);

    bool has(std::string_view name) const;
    std::optional<std::string> text(std::string_view name) const;
    /// Empty when the member is not a finite number.
    std::optional<double> number(std::string_view name) const;
    /// The member's strings, whether it is one or a list of them; empty when it is neither.
    std::optional<std::vector<std::string>> texts(std::string_view name) const;
    /// The objects of a list, without what else is in it; empty when the member is no list.
    std::optional<std::vector<json_object>> objects(std::string_view name) const;

private:
    struct content;
    explicit json_object(std::shared_ptr<const content> c);

    std::shared_ptr<const content> content_;
};

/// An object of strings, in this order.
std::string write_json(const std::vector<std::pair<std::string, std::string>>& members);

} // namespace kafka::detail::security
