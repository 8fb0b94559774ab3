// The asynchronous calls of a client.
#include "client/async_coroutine.hpp"
#include "client/calls.hpp"
#include "client/client.hpp"

namespace kafka {

namespace {

namespace internal = detail::client;

/// `operation` is called on the I/O thread with a `call`.
template <class Result, class Operation>
void start(const client& c, async::limits l, async::listener_pointer<Result> told,
           Operation operation) {
    // Made outside of the coroutine: g++ 12 would destroy a braced argument of co_await twice.
    auto begin = [link = c.body()->link(),
                  operation = std::move(operation)](internal::trail& so_far) mutable {
        return operation(internal::call{link, so_far});
    };
    internal::run_on_loop<Result>(c.body()->runtime(), std::move(l), std::move(told),
                                  std::move(begin));
}

detail::net::awaitable<internal::outcome<std::vector<std::string>>> names_of(internal::call c) {
    auto all = co_await internal::describe_cluster(c, {});
    if (!all) co_return std::move(all.error());
    std::vector<std::string> out;
    for (auto& t : all->topics) out.push_back(std::move(t.name));
    co_return out;
}

} // namespace

void async::metadata(const client& c, limits l, std::vector<std::string> topics,
                     listener_pointer<cluster_info> told) {
    start(c, std::move(l), std::move(told), [t = std::move(topics)](internal::call on) mutable {
        return internal::describe_cluster(on, std::move(t));
    });
}

void async::topics(const client& c, limits l, listener_pointer<std::vector<std::string>> told) {
    start(c, std::move(l), std::move(told), [](internal::call on) { return names_of(on); });
}

void async::create_topics(const client& c, limits l, std::vector<topic_config> topics,
                          listener_pointer<std::vector<topic_result>> told) {
    start(c, std::move(l), std::move(told), [t = std::move(topics)](internal::call on) mutable {
        return internal::create_topics(on, std::move(t), false);
    });
}

void async::delete_topics(const client& c, limits l, std::vector<std::string> topics,
                          listener_pointer<std::vector<topic_result>> told) {
    start(c, std::move(l), std::move(told), [t = std::move(topics)](internal::call on) mutable {
        return internal::delete_topics(on, std::move(t));
    });
}

void async::list_offsets(const client& c, limits l, std::vector<offset_query> queries,
                         listener_pointer<std::vector<offset_result>> told) {
    start(c, std::move(l), std::move(told), [q = std::move(queries)](internal::call on) mutable {
        return internal::list_offsets(on, std::move(q));
    });
}

async::callbacks::callbacks(const client& of) : thread_(of.body()->runtime()->callbacks()) {}

} // namespace kafka
