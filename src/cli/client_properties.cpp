#include "cli/client_properties.hpp"

#include "cli/failure.hpp"

#include <kafka/properties.hpp>

namespace kafka::detail::cli {

namespace {

template <class Options>
void apply_or_fail(settings_map settings, Options& options) {
    settings.erase("bootstrap.servers"); // --brokers wins over them
    settings.erase("metadata.broker.list");
    const auto mistakes = kafka::apply_properties(settings, options);
    if (mistakes.empty()) return;
    const auto& m = mistakes.front();
    throw failure(wrong_usage,
                  "-X " + m.name + (m.nearest.empty() && !m.value.empty() ? "=" + m.value : "") +
                      ": " + m.what,
                  m.nearest.empty() ? "" : "did you mean " + m.nearest + "?");
}

} // namespace

void apply_properties(const settings_map& settings, client_options& o) {
    apply_or_fail(settings, o);
}
void apply_properties(const settings_map& settings, writer_options& o) {
    apply_or_fail(settings, o);
}
void apply_properties(const settings_map& settings, reader_options& o) {
    apply_or_fail(settings, o);
}

} // namespace kafka::detail::cli
