#include "broker/metadata/metadata_log.hpp"

#include "broker/metadata/read_records.hpp"
#include "broker/metadata/snapshot.hpp"
#include "protocol/stored/control_records.hpp"
#include "protocol/stored/metadata_transaction_records.hpp"
#include "record/control.hpp"

#include <algorithm>
#include <limits>

namespace kafka::detail::broker {

namespace {

constexpr std::uint64_t read_at_once = 4 << 20;

storage::failure unreadable(const std::string& what, std::string_view where) {
    return {storage::errc::corrupt,
            "cannot read the metadata log: " + what + " in " + std::string(where) +
                ". Nothing was changed; restore the folder from a copy, or start Apache Kafka "
                "4.1 on it, whose own check says more."};
}

} // namespace

storage::result<std::unique_ptr<metadata_log>>
metadata_log::open(storage::file_system& files, const metadata_settings& settings, image& out) {
    std::unique_ptr<metadata_log> made(new metadata_log(files, settings));
    auto log = storage::log::open(files, settings.log);
    if (!log) return log.error();
    made->log_ = std::move(*log);
    if (auto why = made->read_snapshot(out); why.code) return why;
    if (auto why = made->read_log(out); why.code) return why;
    made->read_voted_epoch();
    return made;
}

/// The log is complete from 0 unless Kafka has cut it after a snapshot. Kafka's format leaves a
/// first snapshot beside the folder, which counts while the log is empty.
storage::failure metadata_log::read_snapshot(image& out) {
    std::string path;
    if (log_->start_offset() > 0) {
        const auto newest = find_newest_snapshot(files_, settings_.log.directory);
        if (!newest || newest->end_offset < log_->start_offset())
            return unreadable("it starts at offset " + std::to_string(log_->start_offset()) +
                                  " and no snapshot covers what was before",
                              settings_.log.directory);
        path = newest->path;
        replay_from_ = newest->end_offset;
        epoch_ = newest->epoch;
    } else if (is_empty() && files_.exists(settings_.bootstrap)) {
        path = settings_.bootstrap;
        keeps_values_ = true;
    }
    if (path.empty()) return {};
    const auto each = [&](const record::batch_view& batch) { return take_batch(batch, out); };
    const bool good = for_each_batch_of_file(files_, path, each);
    keeps_values_ = false;
    return good ? storage::failure{} : unreadable("a bad record", path);
}

storage::failure metadata_log::read_log(image& out) {
    std::vector<std::byte> buffer;
    for (auto at = std::max(replay_from_, log_->start_offset()); at < log_->end_offset();) {
        const auto read = log_->read(at, read_at_once, log_->end_offset());
        if (read.error || read.slice.length == 0)
            return unreadable("offset " + std::to_string(at) + " cannot be read",
                              settings_.log.directory);
        buffer.resize(read.slice.length);
        const auto got = read.slice.source->read_at(read.slice.position, buffer);
        record::batch_cursor batches(wire::bytes(buffer).first(got.bytes));
        const auto before = at;
        while (const auto batch = batches.next()) {
            if (!take_batch(*batch, out))
                return unreadable("a bad record at offset " +
                                      std::to_string(batch->header.base_offset),
                                  settings_.log.directory);
            at = batch->header.next_offset();
        }
        if (at <= before)
            return unreadable("no batch at offset " + std::to_string(at), settings_.log.directory);
    }
    return {};
}

bool metadata_log::take_batch(const record::batch_view& batch, image& out) {
    epoch_ = std::max(epoch_, batch.header.partition_leader_epoch);
    return for_each_value(batch, [&](wire::bytes value) { return take_value(value, out); });
}

bool metadata_log::take_value(wire::bytes value, image& out) {
    if (keeps_values_) from_bootstrap_.add(value);
    return transaction_.take(value, [&](wire::bytes ended) { return out.apply(ended); });
}

/// Kafka may have voted for a term in which nothing was written.
void metadata_log::read_voted_epoch() {
    epoch_ = std::max(epoch_, read_quorum_epoch(files_, settings_.log.directory));
}

std::error_code metadata_log::begin_term(std::int64_t now) {
    if (epoch_ == std::numeric_limits<std::int32_t>::max()) return storage::errc::corrupt;
    log_->set_leader_epoch(++epoch_);
    protocol::leader_change_message message;
    message.leader_id = settings_.node;
    message.voters = {{settings_.node, {}}};
    message.granting_voters = {{settings_.node, {}}};
    std::vector<std::byte> value;
    protocol::append_message(message, 0, value);
    const record::batch_place place{log_->end_offset(), epoch_, now, {}};
    const bool must_abort = transaction_.is_open();
    if (auto e = write(
            record::make_control_batch(place, record::control_type::leader_change, value), now))
        return e;
    auto first = std::exchange(from_bootstrap_, {});
    if (must_abort) {
        transaction_.abort();
        first.add(protocol::abort_transaction_record{"the controller stopped before its end"});
    }
    std::error_code error;
    append(first, now, error);
    return error;
}

std::error_code metadata_log::write(std::vector<std::byte> batch, std::int64_t now) {
    auto item = storage::item_of(batch);
    if (!item) return storage::errc::corrupt;
    log_->append({&*item, 1}, now);
    return item->error;
}

std::size_t metadata_log::append(const changes& records, std::int64_t now, std::error_code& error) {
    std::size_t written = 0;
    for (const auto& batch : records.batches()) {
        std::vector<kafka::record> values;
        for (const auto& value : batch)
            values.push_back({.value = std::string_view(reinterpret_cast<const char*>(value.data()),
                                                        value.size())});
        if (!values.empty())
            error = write(record::make_batch({log_->end_offset(), epoch_, now, {}}, values), now);
        if (error) break;
        ++written;
    }
    if (const auto e = log_->sync()) {
        error = e;
        return 0;
    }
    return written;
}

} // namespace kafka::detail::broker
