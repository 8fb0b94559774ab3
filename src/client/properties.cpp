#include "client/property.hpp"
#include "client/security_properties.hpp"
#include "producer/key_balancer.hpp"

#include <algorithm>

namespace kafka {

namespace {

using detail::client::property;

template <class Options>
std::vector<property<Options>> table_of() {
    if constexpr (std::is_same_v<Options, writer_options>)
        return detail::client::writer_properties();
    else if constexpr (std::is_same_v<Options, reader_options>)
        return detail::client::reader_properties();
    else
        return detail::client::common_properties<Options>();
}

template <class Options>
void add_names(std::vector<std::string>& to, const std::vector<property<Options>>& table) {
    for (const auto& p : table) to.insert(to.end(), p.names.begin(), p.names.end());
}

const std::vector<std::string>& names_for_somebody() {
    static const auto names = [] {
        std::vector<std::string> out;
        add_names(out, detail::client::writer_properties());
        add_names(out, detail::client::reader_properties());
        const auto& more = detail::client::security_names();
        out.insert(out.end(), more.begin(), more.end());
        return out;
    }();
    return names;
}

property_mistake unknown(const std::string& name, const std::string& value) {
    auto all = names_for_somebody();
    const auto more = detail::client::refused_names();
    all.insert(all.end(), more.begin(), more.end());
    return {name, value, "there is no such client setting",
            detail::client::nearest_name(name, all)};
}

/// The mistake of a setting that is in no table of these options; none when it is another's.
std::optional<property_mistake> refuse(const std::string& name, const std::string& value) {
    if (std::ranges::find(names_for_somebody(), name) != names_for_somebody().end()) return {};
    const auto why = detail::client::refuse_known(name, value);
    if (!why) return unknown(name, value);
    if (why->empty()) return {};
    // What may be a password or a key is not printed.
    const bool is_secret = name.starts_with("sasl.") || name.starts_with("ssl.");
    return property_mistake{name, is_secret ? "" : value, *why, {}};
}

void start_where_reset_says(const properties& settings, reader_options& o) {
    if (!settings.contains("auto.offset.reset")) return;
    o.start_offset = o.out_of_range == out_of_range_policy::last ? last_offset : first_offset;
}

template <class Options>
void start_where_reset_says(const properties&, Options&) {}

} // namespace

std::string to_string(const property_mistake& m) {
    auto out = m.name + (m.value.empty() ? "" : "=" + m.value) + ": " + m.what;
    return m.nearest.empty() ? out : out + " (did you mean " + m.nearest + "?)";
}

template <class Options>
std::vector<property_mistake> apply_properties(const properties& settings, Options& options) {
    std::vector<property_mistake> out;
    // In the order of the table, so that a level finds the codec that it is for.
    for (const auto& p : table_of<Options>())
        for (const auto& name : p.names)
            if (const auto found = settings.find(name); found != settings.end())
                if (auto why = p.apply(options, found->second); !why.empty())
                    out.push_back({name, found->second, std::move(why), {}});
    auto insecure = detail::client::apply_security(settings, options.dialer);
    std::ranges::move(insecure, std::back_inserter(out));
    for (const auto& [name, value] : settings)
        if (auto mistake = refuse(name, value)) out.push_back(std::move(*mistake));
    return out;
}

template <class Options>
Options from_properties(const properties& settings) {
    Options out;
    const auto mistakes = apply_properties(settings, out);
    start_where_reset_says(settings, out);
    std::string text;
    for (const auto& m : mistakes) text += (text.empty() ? "" : "; ") + to_string(m);
    if (!text.empty()) throw error(errc::invalid_option, text);
    return out;
}

template std::vector<property_mistake> apply_properties(const properties&, client_options&);
template std::vector<property_mistake> apply_properties(const properties&, writer_options&);
template std::vector<property_mistake> apply_properties(const properties&, reader_options&);
template client_options from_properties(const properties&);
template writer_options from_properties(const properties&);
template reader_options from_properties(const properties&);

balancer_pointer balancer_from_string(std::string_view name) {
    using namespace detail::producer;
    const key_balancing consistent{.consistent = true};
    for (const auto& known :
         {murmur2_balancer(), murmur2_balancer(consistent), crc32_balancer(),
          crc32_balancer(consistent), fnv1a_balancer({}), fnv1a_balancer(consistent), hash(),
          reference_hash(), round_robin(), least_bytes()})
        if (known->name() == name) return known;
    return nullptr;
}

} // namespace kafka
