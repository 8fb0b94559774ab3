#include "client/patience.hpp"

#include "client/blocking.hpp"

namespace kafka::detail::client {

namespace {

awaitable<outcome<nothing>> pause_and_look_again(std::shared_ptr<cluster_link> link,
                                                 std::shared_ptr<cluster::backoff> steps,
                                                 std::string topic, std::error_code why,
                                                 trail& so_far) {
    so_far.note(why.message());
    if (!topic.empty()) link->doubt(topic);
    co_await link->pause(*steps);
    // The node may have moved, or another one may do its work now.
    static_cast<void>(co_await link->refresh({}, so_far));
    co_return nothing{};
}

} // namespace

patience::patience(const kafka::client& of, const context& ctx)
    : runtime_(of.body()->runtime())
    , link_(of.body()->link())
    , ctx_(ctx)
    , steps_(std::make_shared<cluster::backoff>(link_->new_backoff())) {}

void patience::wait(std::error_code why, std::string topic) {
    block_on_or_throw<nothing>(
        *runtime_, ctx_, why.message(),
        [link = link_, steps = steps_, t = std::move(topic), why](trail& so_far) mutable {
            return pause_and_look_again(link, steps, std::move(t), why, so_far);
        });
}

} // namespace kafka::detail::client
