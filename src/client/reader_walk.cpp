#include "client/reader_walk.hpp"

#include "client/failures.hpp"

namespace kafka::detail::client {

using consumer::fetched;
using consumer::intakes;

namespace {

topic_partition name_of(const fetched& what) {
    return {what.memory && what.memory->topic ? *what.memory->topic : std::string(),
            what.partition};
}

} // namespace

/// The next piece that has a message; null when there is none yet.
std::unique_ptr<batch::implementation> reader_walk::next_piece() {
    const consumer::walk_rules rules{options_.check_crcs, options_.budget->limit(),
                                     options_.budget};
    for (;;) {
        if (intake_->is_closed()) return nullptr;
        auto got = intake_->apply([](intakes& in) { return in.take(); });
        if (auto* failed = std::get_if<failure>(&got)) raise(*failed);
        auto* piece = std::get_if<fetched>(&got);
        if (piece == nullptr) return nullptr;
        consumer::record_walk records(std::move(*piece), rules);
        auto out = std::make_unique<batch::implementation>(
            consumer::message_walk(std::move(records)), intake_);
        if (out->at_end()) continue;
        if (auto of = name_of(out->what()); last_ != of) last_ = std::move(of);
        return out;
    }
}

/// Moves to the next message; false when there is none yet.
bool reader_walk::advance() {
    batch_.reset();
    if (current_) {
        if (intake_->is_closed()) return false;
        current_->advance();
        if (!current_->at_end()) return true;
        current_.reset();
    }
    current_ = next_piece();
    return current_ != nullptr;
}

std::optional<message> reader_walk::take_message(asks how) {
    std::optional<message> out; // one variable, so that it is never moved
    asked lock(walking_);
    if (advance()) out = current_->current();
    tell_done(lock, how);
    return out;
}

batch reader_walk::take_batch(asks how) {
    batch out;
    asked lock(walking_);
    if (advance()) {
        batch_ = {name_of(current_->what()), current_->current().offset};
        out = batch(std::move(current_));
    }
    tell_done(lock, how);
    return out;
}

void reader_walk::tell_done(asked& lock, asks how) {
    if (how == asks::for_committed) automatic_ = true;
    if (!automatic_ || told_ || !options_.on_done) return;
    told_ = true;
    lock.unlock();
    options_.on_done();
}

void reader_walk::seek(const std::string& topic, std::optional<std::int32_t> partition,
                       start_offset where) {
    std::lock_guard lock(walking_);
    if (current_ && (!partition || is_current_of({topic, *partition}))) current_.reset();
    intake_->apply([&](intakes& in) {
        auto* one = in.find(topic);
        if (one == nullptr) return;
        partition ? one->seek(*partition, where) : one->seek_all(where);
    });
}

bool reader_walk::seek_owned(const topic_partition& what, start_offset where) {
    std::lock_guard lock(walking_);
    const bool known = intake_->apply([&](intakes& in) {
        auto* one = in.find(what.topic);
        if (one == nullptr || one->find(what.partition) == nullptr) return false;
        one->seek(what.partition, where);
        return true;
    });
    if (known && is_current_of(what)) current_.reset();
    return known;
}

bool reader_walk::is_current_of(const topic_partition& what) const {
    return current_ && name_of(current_->what()) == what;
}

bool reader_walk::pause(const topic_partition& what) {
    std::lock_guard lock(walking_);
    const auto at = is_current_of(what) ? current_->next_offset() : -1;
    if (is_current_of(what)) current_.reset();
    return intake_->apply([&](intakes& in) {
        auto* one = in.find(what.topic);
        const auto found = one == nullptr ? nullptr : one->find(what.partition);
        if (found == nullptr) return false;
        one->pause(what.partition, at >= 0 ? at : found->returned);
        return true;
    });
}

bool reader_walk::resume(const topic_partition& what) {
    return intake_->apply([&](intakes& in) {
        auto* one = in.find(what.topic);
        if (one == nullptr || one->find(what.partition) == nullptr) return false;
        one->resume(what.partition);
        return true;
    });
}

std::optional<topic_partition> reader_walk::last_returned_from() const {
    std::lock_guard lock(walking_);
    return last_;
}

std::vector<reader_position> reader_walk::positions() const {
    std::lock_guard lock(walking_);
    std::vector<reader_position> out;
    intake_->look([&](const intakes& in) {
        in.each([&](const std::string& topic, const consumer::position& p) {
            out.push_back({p.partition, p.returned, p.high_watermark, topic});
        });
    });
    if (current_)
        for (auto& p : out)
            if (is_current_of({p.topic, p.partition})) p.offset = current_->next_offset();
    return out;
}

void reader_walk::take_over(const topic_partition& what, start_offset where) {
    intake_->drive([&](intakes& in) { in.own(what, where); });
}

consumer::commit_marks reader_walk::give_up(const std::set<topic_partition>& partitions) {
    std::lock_guard lock(walking_);
    auto out = automatic_ ? all_done(false) : consumer::commit_marks();
    std::erase_if(out, [&](const auto& m) { return !partitions.contains(m.first); });
    if (current_ && partitions.contains(name_of(current_->what()))) current_.reset();
    intake_->drive([&](intakes& in) {
        for (const auto& p : partitions) in.disown(p);
    });
    return out;
}

consumer::commit_marks reader_walk::done(bool at_end) {
    std::lock_guard lock(walking_);
    told_ = false;
    return automatic_ ? all_done(at_end) : consumer::commit_marks();
}

consumer::commit_marks reader_walk::all_done(bool at_end) const {
    consumer::commit_marks out;
    intake_->look([&](const intakes& in) {
        in.each([&](const std::string& topic, const consumer::position& p) {
            if (p.returned < 0) return;
            const bool known = p.returned == p.next;
            out[{topic, p.partition}] = {p.returned, known ? p.epoch : -1, {}};
        });
    });
    const auto put = [&](const topic_partition& what, std::int64_t offset) {
        if (const auto found = out.find(what); found != out.end()) found->second = {offset, -1, {}};
    };
    if (batch_ && !at_end) put(batch_->what, batch_->from);
    if (current_)
        put(name_of(current_->what()),
            at_end ? current_->next_offset() : current_->current().offset);
    return out;
}

} // namespace kafka::detail::client
