// The blocking calls of kafka::client about consumer groups.
#include "client/blocking.hpp"
#include "client/calls_of_groups.hpp"
#include "client/client.hpp"

namespace kafka {

namespace {

namespace calls = detail::client;
using detail::client::call;

template <class T, class Operation>
T run(const client::implementation& on, const context& ctx, std::string_view name,
      Operation operation) {
    return calls::block_on_or_throw<T>(*on.runtime(), ctx, name,
                                       [link = on.link(), operation = std::move(operation)](
                                           detail::cluster::trail& so_far) mutable {
                                           return operation(call{link, so_far});
                                       });
}

} // namespace

std::vector<group_listing> client::list_groups(const context& ctx, std::vector<std::string> states,
                                               std::vector<std::string> types) {
    return run<std::vector<group_listing>>(
        *body_, ctx, "list groups", [s = std::move(states), t = std::move(types)](call c) mutable {
            return calls::list_groups(c, std::move(s), std::move(t));
        });
}

std::vector<group_info> client::describe_groups(const context& ctx,
                                                std::vector<std::string> groups) {
    return run<std::vector<group_info>>(*body_, ctx, "describe groups",
                                        [g = std::move(groups)](call c) mutable {
                                            return calls::describe_groups(c, std::move(g));
                                        });
}

std::vector<group_offsets> client::fetch_offsets(const context& ctx,
                                                 std::vector<std::string> groups) {
    return run<std::vector<group_offsets>>(
        *body_, ctx, "fetch offsets",
        [g = std::move(groups)](call c) mutable { return calls::fetch_offsets(c, std::move(g)); });
}

std::vector<committed_offset> client::commit_offsets(const context& ctx, std::string group,
                                                     std::vector<committed_offset> offsets) {
    return run<std::vector<committed_offset>>(
        *body_, ctx, "commit offsets",
        [g = std::move(group), o = std::move(offsets)](call c) mutable {
            return calls::commit_offsets(c, std::move(g), std::move(o));
        });
}

std::vector<committed_offset> client::delete_offsets(const context& ctx, std::string group,
                                                     std::vector<topic_partition> partitions) {
    return run<std::vector<committed_offset>>(
        *body_, ctx, "delete offsets",
        [g = std::move(group), p = std::move(partitions)](call c) mutable {
            return calls::delete_offsets(c, std::move(g), std::move(p));
        });
}

std::vector<group_result> client::delete_groups(const context& ctx,
                                                std::vector<std::string> groups) {
    return run<std::vector<group_result>>(
        *body_, ctx, "delete groups",
        [g = std::move(groups)](call c) mutable { return calls::delete_groups(c, std::move(g)); });
}

} // namespace kafka
