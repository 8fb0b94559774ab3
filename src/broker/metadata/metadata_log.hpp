// The log `__cluster_metadata-0`, in KRaft's own records: what topics there are, how they are set,
// which producer ids are taken. Source: KIP-500, KIP-595, KIP-630, KIP-631.
#pragma once

#include "broker/metadata/changes.hpp"
#include "broker/metadata/image.hpp"
#include "broker/metadata/metadata_transaction.hpp"
#include "record/batch_view.hpp"
#include "storage/log.hpp"

#include <memory>

namespace kafka::detail::broker {

inline constexpr std::string_view metadata_directory = "__cluster_metadata-0";

/// What the log is opened with.
struct metadata_settings {
    storage::log_settings log;
    std::int32_t node = 1; // who leads the log's only quorum
    std::string bootstrap; // the file that Kafka's format leaves; may be absent
};

class metadata_log {
public:
    /// Reads the newest snapshot if the log does not start at 0, then the log, into `out`.
    static storage::result<std::unique_ptr<metadata_log>>
    open(storage::file_system& files, const metadata_settings& settings, image& out);

    /// Nothing is in the log and no snapshot was there: the directory is new.
    bool is_empty() const { return log_->end_offset() == 0; }
    std::int32_t epoch() const { return epoch_; }

    /// Opens this leader's term: no record may be written before.
    std::error_code begin_term(std::int64_t now);
    /// Appends and syncs. Gives how many of the batches are in the log for good.
    std::size_t append(const changes& records, std::int64_t now, std::error_code& error);

    storage::log& log() { return *log_; }

private:
    metadata_log(storage::file_system& files, const metadata_settings& settings)
        : files_(files)
        , settings_(settings) {}

    storage::failure read_snapshot(image& out);
    storage::failure read_log(image& out);
    bool take_batch(const record::batch_view& batch, image& out);
    bool take_value(wire::bytes value, image& out);
    void read_voted_epoch();
    std::error_code write(std::vector<std::byte> batch, std::int64_t now);

    storage::file_system& files_;
    metadata_settings settings_;
    std::unique_ptr<storage::log> log_;
    std::int64_t replay_from_ = 0;
    std::int32_t epoch_ = 0;
    metadata_transaction transaction_;
    changes from_bootstrap_; // to be written into the log when the first term opens
    bool keeps_values_ = false;
};

} // namespace kafka::detail::broker
