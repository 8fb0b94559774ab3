// A fetch that found too little and waits for more.
#pragma once

#include "broker/fetch_plan.hpp"
#include "broker/ready_queue.hpp"
#include "broker/state.hpp"

namespace kafka::detail::broker {

/// The timer keeps it alive; its partitions know it while it waits. Each append counts down what is
/// missing, so that only the one that may suffice costs another look.
class parked_fetch : public parked,
                     public partition_watcher,
                     public std::enable_shared_from_this<parked_fetch> {
public:
    parked_fetch(fetch_plan plan, reply<protocol::fetch_request> back, state& broker)
        : plan_(std::move(plan))
        , back_(std::move(back))
        , broker_(broker) {}

    static bool has_room(const fetch_plan& plan, const state& broker);

    void park(const fetched& found, clock::monotonic deadline);

    void on_more(std::uint64_t bytes) override;
    void on_change() override;
    void look_again() override;

private:
    void wake();
    void answer(const fetched& found);

    fetch_plan plan_;
    reply<protocol::fetch_request> back_;
    state& broker_;
    waiting::ticket ticket_ = 0;
    std::vector<std::pair<partition_pointer, partition::watch>> watches_;
    std::int64_t missing_ = 0;
    bool is_awake_ = false; // in the ready queue
};

} // namespace kafka::detail::broker
