#include "broker/settings/alteration.hpp"

#include <algorithm>
#include <set>

namespace kafka::detail::broker {

namespace {

using parts = std::vector<std::string>;

parts parts_of(std::string_view list) {
    parts out;
    for_each_part(list, [&](std::string_view part) {
        if (std::ranges::find(out, part) == out.end()) out.emplace_back(part);
    });
    return out;
}

std::string joined(const parts& list) {
    std::string out;
    for (const auto& part : list) out += (out.empty() ? "" : ",") + part;
    return out;
}

std::string appended(std::string_view to, std::string_view what) {
    return joined(parts_of(std::string(to) + "," + std::string(what)));
}

std::string subtracted(std::string_view from, std::string_view what) {
    auto list = parts_of(from);
    for (const auto& part : parts_of(what)) std::erase(list, part);
    return joined(list);
}

bool is_known(std::int8_t operation) { return operation >= 0 && operation <= 3; }

refusal judge_form(const std::vector<alteration>& wanted) {
    std::set<std::string_view> seen;
    for (const auto& w : wanted) {
        const auto name = std::string(w.name.substr(0, 200));
        if (!seen.insert(w.name).second)
            return {broker_errc::invalid_request, "Error due to duplicate config keys: " + name};
        if (!is_known(w.operation))
            return {broker_errc::invalid_request,
                    "Unknown operation " + std::to_string(w.operation) + " on: " + name};
        if (!w.value && static_cast<alter_operation>(w.operation) != alter_operation::remove)
            return {broker_errc::invalid_request, "Null value not supported for: " + name};
    }
    return {};
}

refusal take(const alteration& w, const alterable& in, altered& out) {
    const auto operation = static_cast<alter_operation>(w.operation);
    refusal why_not;
    const auto* s = in.find(w.name, why_not);
    if (operation == alter_operation::remove && s == nullptr &&
        why_not.error == broker_errc::invalid_config) {
        out.emplace(w.name, std::nullopt); // what nobody knows can only be taken away
        return {};
    }
    if (s == nullptr) return why_not;
    const bool is_list_operation =
        operation == alter_operation::append || operation == alter_operation::subtract;
    if (is_list_operation && s->type != setting_type::list)
        return {broker_errc::invalid_config,
                "Config value " +
                    std::string(operation == alter_operation::append ? "append" : "subtract") +
                    " is not allowed for config key: " + std::string(w.name)};
    if (operation == alter_operation::remove) {
        out.emplace(w.name, std::nullopt);
        return {};
    }
    auto value = std::string(*w.value);
    if (operation == alter_operation::append) value = appended(in.effective(w.name), value);
    if (operation == alter_operation::subtract) value = subtracted(in.effective(w.name), value);
    if (auto why = why_not_a_value(*s, value); !why.empty())
        return {broker_errc::invalid_config, std::move(why)};
    out.emplace(w.name, std::move(value));
    return {};
}

} // namespace

refusal alter(const std::vector<alteration>& wanted, const alterable& in, altered& out) {
    out.clear();
    if (auto no = judge_form(wanted)) return no;
    for (const auto& w : wanted)
        if (auto no = take(w, in, out)) {
            out.clear();
            return no;
        }
    return {};
}

refusal judge_together(const setting_values& topic, const broker_values& broker) {
    const auto number = [&](std::string_view name) {
        return to_integer(resolve(*find_topic_setting(name), &topic, broker).value.value_or(""));
    };
    const auto least = number("min.compaction.lag.ms");
    const auto most = number("max.compaction.lag.ms");
    if (least && most && *least > *most)
        return {broker_errc::invalid_config,
                "min.compaction.lag.ms must not be larger than max.compaction.lag.ms."};
    return {};
}

} // namespace kafka::detail::broker
