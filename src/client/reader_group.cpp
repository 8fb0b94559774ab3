#include "client/reader_group.hpp"

namespace kafka::detail::client {

void reader_group::take_over(const std::vector<group_position>& gained) {
    for (const auto& p : gained)
        walk_->take_over(p.what, p.committed >= 0 ? start_offset(p.committed) : start_);
    fetching_->partitions_changed();
}

consumer::commit_marks reader_group::give_up(const std::set<topic_partition>& partitions) {
    auto out = walk_->give_up(partitions);
    fetching_->look_again(); // a long poll for these delays what is still ours
    return out;
}

void reader_group::trouble(const failure& why) {
    meters_->failed(why);
    intake_->troubles().note(why.text());
}

void reader_group::fail(const failure& why) {
    intake_->drive([&](consumer::intakes& in) { in.fail(why); });
}

bool reader_group::has_untold_failure() {
    return !intake_->drive_or_sleep(
        [](const consumer::intakes& in) { return !in.has_untold_failure(); });
}

} // namespace kafka::detail::client
