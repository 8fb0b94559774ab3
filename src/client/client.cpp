#include <kafka/client.hpp>

#include "client/blocking.hpp"
#include "client/calls.hpp"
#include "client/client.hpp"

#include <algorithm>

namespace kafka {

namespace detail_client = detail::client;
using detail_client::call;

client::implementation::implementation(client_options options) {
    detail_client::mistakes m;
    auto checked = detail_client::link_options_from(options, m);
    m.raise_if_any("client_options");
    runtime_ = options.runtime ? options.runtime->body() : runtime::shared().body();
    link_ = std::make_shared<detail_client::cluster_link>(runtime_->io(), runtime_->callbacks(),
                                                          std::move(checked));
}

client::implementation::~implementation() { close(); }

void client::implementation::close() {
    if (!runtime_->refuse()) runtime_->post([link = link_] { link->close(); });
}

client::client(client_options options)
    : body_(std::make_shared<implementation>(std::move(options))) {}

void client::close() { body_->close(); }

namespace {

/// `operation` is called on the I/O thread with a `call`; what it returns is waited for.
template <class T, class Operation>
T run(const client::implementation& on, const context& ctx, std::string_view name,
      Operation operation) {
    return detail_client::block_on_or_throw<T>(*on.runtime(), ctx, name,
                                               [link = on.link(), operation = std::move(operation)](
                                                   detail::cluster::trail& so_far) mutable {
                                                   return operation(call{link, so_far});
                                               });
}

} // namespace

cluster_info client::metadata(const context& ctx, std::vector<std::string> topics) {
    return run<cluster_info>(*body_, ctx, "metadata", [t = std::move(topics)](call c) mutable {
        return detail_client::describe_cluster(c, std::move(t));
    });
}

std::vector<std::string> client::topics(const context& ctx) {
    std::vector<std::string> out;
    for (auto& t : metadata(ctx).topics) out.push_back(std::move(t.name));
    return out;
}

std::vector<topic_result>
client::create_topics(const context& ctx, std::vector<topic_config> topics, bool validate_only) {
    return run<std::vector<topic_result>>(
        *body_, ctx, "create topics", [t = std::move(topics), validate_only](call c) mutable {
            return detail_client::create_topics(c, std::move(t), validate_only);
        });
}

std::vector<topic_result> client::delete_topics(const context& ctx,
                                                std::vector<std::string> topics) {
    return run<std::vector<topic_result>>(*body_, ctx, "delete topics",
                                          [t = std::move(topics)](call c) mutable {
                                              return detail_client::delete_topics(c, std::move(t));
                                          });
}

topic_result client::create_partitions(const context& ctx, std::string topic, std::int32_t total,
                                       bool validate_only) {
    return run<topic_result>(*body_, ctx, "create partitions",
                             [t = std::move(topic), total, validate_only](call c) mutable {
                                 return detail_client::create_partitions(c, std::move(t), total,
                                                                         validate_only);
                             });
}

std::vector<offset_result> client::list_offsets(const context& ctx,
                                                std::vector<offset_query> queries) {
    return run<std::vector<offset_result>>(*body_, ctx, "list offsets",
                                           [q = std::move(queries)](call c) mutable {
                                               return detail_client::list_offsets(c, std::move(q));
                                           });
}

std::vector<offset_result>
client::delete_records(const context& ctx,
                       std::vector<std::pair<topic_partition, std::int64_t>> before) {
    return run<std::vector<offset_result>>(
        *body_, ctx, "delete records", [b = std::move(before)](call c) mutable {
            return detail_client::delete_records(c, std::move(b));
        });
}

std::vector<config_entry> client::describe_configs(const context& ctx, config_resource kind,
                                                   std::string name) {
    return run<std::vector<config_entry>>(
        *body_, ctx, "describe configs", [kind, n = std::move(name)](call c) mutable {
            return detail_client::describe_configs(c, kind, std::move(n));
        });
}

void client::alter_configs(const context& ctx, config_resource kind, std::string name,
                           std::vector<config_change> changes) {
    run<detail::cluster::nothing>(
        *body_, ctx, "alter configs",
        [kind, n = std::move(name), ch = std::move(changes)](call c) mutable {
            return detail_client::alter_configs(c, kind, std::move(n), std::move(ch));
        });
}

} // namespace kafka
