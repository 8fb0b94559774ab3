#include "client/consumer_group.hpp"

#include "client/blocking.hpp"
#include "client/farewell.hpp"
#include "client/group_options.hpp"
#include "client/link_options.hpp"

#include <kafka/error.hpp>

#include <thread>

namespace kafka {

namespace internal = detail::client;

consumer_group::implementation::implementation(consumer_group_options options)
    : options_(std::move(options)) {
    if (options_.group_balancers.empty())
        options_.group_balancers = {range_group_balancer(), round_robin_group_balancer()};
    internal::mistakes m;
    auto link_options = internal::link_options_from(options_, m);
    internal::check_group(options_, m);
    m.raise_if_any("consumer_group_options");
    runtime_ = options_.runtime ? options_.runtime->body() : runtime::shared().body();
    auto link = std::make_shared<internal::cluster_link>(runtime_->io(), runtime_->callbacks(),
                                                         std::move(link_options));
    generations_ = std::make_shared<internal::generations>(runtime_->io()->get_executor(),
                                                           options_.start_offset);
    loop_ = std::make_shared<internal::group_loop>(std::move(link), generations_,
                                                   internal::group_options_from(options_));
    set_callbacks();
}

/// They hold nothing strongly: what runs on the I/O thread holds the loop, which holds the
/// generations, which hold these.
void consumer_group::implementation::set_callbacks() {
    const std::weak_ptr<internal::io_loop> io = runtime_->io();
    const std::weak_ptr<internal::group_loop> loop = loop_;
    const std::weak_ptr<kafka::runtime::implementation> on = runtime_;
    const std::weak_ptr<internal::generations> all = generations_;
    const auto post = [io, loop, all](void (*f)(internal::group_loop&, internal::generations&)) {
        if (const auto i = io.lock())
            i->post_from_anywhere([loop, all, f] {
                const auto l = loop.lock();
                const auto g = all.lock();
                if (l && g) f(*l, *g);
            });
    };
    generations_->set({.on_change = [post] { post([](auto& l, auto&) { l.look_again(); }); },
                       .on_return =
                           [post] {
                               post([](auto& l, auto& g) {
                                   g.look_again();
                                   if (g.is_busy()) l.rejoin();
                               });
                           },
                       .commit =
                           [on, loop](const context& ctx, detail::consumer::commit_marks marks) {
                               const auto r = on.lock();
                               const auto l = loop.lock();
                               if (!r || !l) throw error(errc::closed, "commit_offsets");
                               internal::block_on_or_throw<detail::cluster::nothing>(
                                   *r, ctx, "commit_offsets", [l, marks = std::move(marks)](auto&) {
                                       return l->commit(marks, true, true);
                                   });
                           }});
}

consumer_group::implementation::~implementation() { close(nullptr); }

void consumer_group::implementation::close(const context* ctx) {
    if (runtime_->refuse()) return;
    generations_->close();
    internal::say_farewell(*runtime_, loop_, started_, ctx);
}

std::optional<generation> consumer_group::implementation::next(const context& ctx) {
    if (const auto refused = runtime_->refuse_to_block()) throw error(refused, "next");
    if (!started_.exchange(true)) runtime_->post([loop = loop_] { loop->start(); });
    for (;;) {
        if (generations_->is_closed()) return std::nullopt;
        if (auto body = generations_->take()) return generation(std::move(body));
        const auto waiter = std::make_shared<internal::flag>();
        if (!generations_->wait(waiter)) continue;
        if (const auto why = waiter->wait(ctx))
            internal::raise(internal::ended_by_context(
                why, "the next generation of group \"" + options_.id + "\"",
                generations_->troubles()));
    }
}

consumer_group::consumer_group(consumer_group_options options)
    : body_(std::make_shared<implementation>(std::move(options))) {}

std::optional<generation> consumer_group::next(const context& ctx) { return body_->next(ctx); }
void consumer_group::close() { close(context::after(std::chrono::seconds(5))); }
void consumer_group::close(const context& ctx) { body_->close(&ctx); }

std::int32_t generation::id() const { return body_->id; }
const std::string& generation::group_id() const { return body_->group_id; }
const std::string& generation::member_id() const { return body_->member_id; }
const std::map<std::string, std::vector<partition_assignment>>& generation::assignments() const {
    return body_->assignments;
}
std::stop_token generation::ended() const { return body_->over.get_token(); }

void generation::start(std::function<void(std::stop_token)> work) {
    body_->work_begins();
    std::thread([body = body_, work = std::move(work)] {
        work(body->over.get_token());
        body->work_ends();
    }).detach();
}

void generation::commit_offsets(const context& ctx,
                                const std::map<topic_partition, std::int64_t>& offsets) {
    if (offsets.empty()) return;
    if (body_->over.stop_requested()) throw error(errc::generation_ended, "commit_offsets");
    detail::consumer::commit_marks marks;
    for (const auto& [what, offset] : offsets) {
        if (offset < 0)
            throw error(errc::invalid_argument, "commit_offsets: an offset must not be negative");
        marks[what].offset = offset;
    }
    body_->commit(ctx, std::move(marks));
}

} // namespace kafka
