// A reader as its group sees it.
#pragma once

#include "client/fetch_loop.hpp"
#include "client/group_loop.hpp"
#include "client/meters.hpp"
#include "client/reader_walk.hpp"

namespace kafka::detail::client {

/// Between a group's loop and the intake that it fills and empties.
class reader_group final : public group_reader {
public:
    reader_group(std::shared_ptr<reader_intake> intake, std::shared_ptr<reader_walk> walk,
                 std::shared_ptr<fetch_loop> fetching, std::shared_ptr<reader_meters> meters,
                 start_offset start)
        : intake_(std::move(intake))
        , walk_(std::move(walk))
        , fetching_(std::move(fetching))
        , meters_(std::move(meters))
        , start_(start) {}

    void take_over(const std::vector<group_position>& gained) override;
    consumer::commit_marks give_up(const std::set<topic_partition>& partitions) override;
    consumer::commit_marks done(bool at_end) override { return walk_->done(at_end); }
    void settled(const consumer::group::membership&) override { meters_->rebalances.add(); }
    void trouble(const failure& why) override;
    void all_is_well() override { intake_->troubles().clear(); }
    void fail(const failure& why) override;
    bool has_untold_failure() override;

private:
    std::shared_ptr<reader_intake> intake_;
    std::shared_ptr<reader_walk> walk_;
    std::shared_ptr<fetch_loop> fetching_;
    std::shared_ptr<reader_meters> meters_;
    start_offset start_;
};

} // namespace kafka::detail::client
