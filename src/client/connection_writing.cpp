// The calls of kafka::connection that write records.
#include "client/connection.hpp"
#include "client/system_clock.hpp"
#include "record/batch_writer.hpp"
#include "record/compressor.hpp"

namespace kafka {

namespace calls = detail::client;
namespace batches = detail::record;
using calls::direction;

namespace {

void check(const connection_options& o, compression codec, std::span<const record> records) {
    for (std::size_t i = 0; i < records.size(); ++i) {
        const auto& r = records[i];
        const bool here = (r.topic.empty() || r.topic == o.topic) &&
                          (r.partition == -1 || r.partition == o.partition);
        if (!here)
            throw error(errc::invalid_argument,
                        "write: record " + std::to_string(i) + " is for topic \"" +
                            std::string(r.topic) + "\" partition " + std::to_string(r.partition) +
                            ", and this connection writes to topic \"" + o.topic + "\" partition " +
                            std::to_string(o.partition));
    }
    if (!batches::is_built(codec))
        throw error(errc::unsupported_codec, "write: " + std::string(to_string(codec)));
}

std::shared_ptr<const batches::sealed_batch>
seal(const connection::implementation& on, compression codec, std::span<const record> records) {
    batches::batch_writer out(on.chunks());
    const auto now = calls::system_clock().wall_ms();
    for (const auto& r : records) {
        const auto set = r.timestamp.time_since_epoch().count();
        if (out.append(r, set != 0 ? set : now) != batches::errc::ok)
            throw error(errc::message_too_large, "write: the records do not fit a batch");
    }
    return std::make_shared<batches::sealed_batch>(std::move(out).seal({}, codec));
}

std::size_t bytes_of(std::span<const record> records) {
    std::size_t out = 0;
    for (const auto& r : records) out += r.key.size() + r.value.size();
    return out;
}

} // namespace

write_result connection::write_compressed_messages_at(const context& ctx, compression codec,
                                                      std::span<const record> records) {
    const auto whom = body_->partition("write to");
    check(body_->options(), codec, records);
    write_result out{.partition = whom.partition};
    if (records.empty()) return out;
    const calls::produce_order order{seal(*body_, codec, records), body_->required_acks(),
                                     body_->broker_timeout(ctx)};
    const auto written = body_->run<calls::produced>(direction::writing, ctx, "write",
                                                     [whom, order](const calls::session_pointer&) {
                                                         return calls::produce_records(whom, order);
                                                     });
    out.bytes = bytes_of(records);
    out.offset = written.offset;
    out.append_time =
        timestamp(std::chrono::milliseconds(std::max<std::int64_t>(written.append_time_ms, 0)));
    return out;
}

std::size_t connection::write_compressed_messages(const context& ctx, compression codec,
                                                  std::span<const record> records) {
    return write_compressed_messages_at(ctx, codec, records).bytes;
}

std::size_t connection::write_messages(const context& ctx, std::span<const record> records) {
    return write_compressed_messages(ctx, compression::none, records);
}

std::size_t connection::write(const context& ctx, bytes_view value) {
    return write_messages(ctx, {{.value = value}});
}

void connection::set_required_acks(acks n) {
    if (n != acks::none && n != acks::one && n != acks::all)
        throw error(errc::invalid_argument, "set required acks: only none, one and all exist");
    body_->required_acks() = n;
}

} // namespace kafka
