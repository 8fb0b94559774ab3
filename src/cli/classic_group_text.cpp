#include "cli/classic_group_text.hpp"

#include <kafka/broker_errc.hpp>

#include <algorithm>

namespace kafka::detail::cli {

namespace {

constexpr std::size_t narrow = 15;

std::string padded(const std::string& text, std::size_t width) {
    return text.size() < width ? text + std::string(width - text.size(), ' ') : text;
}

std::string or_dash(const std::string& text) { return text.empty() ? "-" : text; }

std::string or_dash(std::optional<std::int64_t> n) { return n ? std::to_string(*n) : "-"; }

/// Lines of cells; the last cell of a line is padded too only where Kafka does.
class columns {
public:
    explicit columns(std::vector<std::size_t> widths) : widths_(std::move(widths)) {}

    void add(const std::vector<std::string>& cells) {
        for (std::size_t i = 0; i < cells.size(); ++i)
            text_ += (i == 0 ? "" : " ") + padded(cells[i], widths_[i]);
        text_ += '\n';
    }
    std::string take() { return std::move(text_); }

private:
    std::vector<std::size_t> widths_;
    std::string text_ = "\n"; // every table follows a blank line
};

template <class Rows, class Text>
std::size_t widest(const Rows& rows, std::size_t least, Text text) {
    for (const auto& row : rows) least = std::max(least, std::string(text(row)).size());
    return least;
}

/// "t:0,1;u:2"
std::string assignment_text(const std::vector<topic_partition>& partitions) {
    std::string out;
    std::string topic;
    for (const auto& p : partitions) {
        const bool same = !out.empty() && p.topic == topic;
        out +=
            (same ? "," : (out.empty() ? "" : ";") + p.topic + ":") + std::to_string(p.partition);
        topic = p.topic;
    }
    return or_dash(out);
}

} // namespace

std::string offsets_text(const std::vector<lag_row>& rows, bool verbose) {
    std::vector<std::size_t> widths{widest(rows, narrow, [](auto& r) { return r.group; }),
                                    widest(rows, narrow, [](auto& r) { return r.partition.topic; }),
                                    10,
                                    15,
                                    15,
                                    15,
                                    widest(rows, narrow, [](auto& r) { return r.consumer_id; }),
                                    widest(rows, narrow, [](auto& r) { return r.host; }),
                                    0};
    std::vector<std::string> heading{"GROUP",          "TOPIC",          "PARTITION",
                                     "CURRENT-OFFSET", "LOG-END-OFFSET", "LAG",
                                     "CONSUMER-ID",    "HOST",           "CLIENT-ID"};
    if (verbose) widths.insert(widths.begin() + 3, narrow);
    if (verbose) heading.insert(heading.begin() + 3, "LEADER-EPOCH");
    columns table(widths);
    table.add(heading);
    for (const auto& r : rows) {
        std::vector<std::string> cells{r.group,
                                       r.partition.topic,
                                       std::to_string(r.partition.partition),
                                       or_dash(r.committed),
                                       r.log.end < 0 ? "-" : std::to_string(r.log.end),
                                       or_dash(r.lag()),
                                       or_dash(r.consumer_id),
                                       or_dash(r.host),
                                       or_dash(r.client_id)};
        if (verbose)
            cells.insert(cells.begin() + 3,
                         r.leader_epoch < 0 ? "-" : std::to_string(r.leader_epoch));
        table.add(cells);
    }
    return table.take();
}

std::string members_text(const group_info& group, bool verbose) {
    const auto& all = group.members;
    const bool fixed = std::ranges::any_of(all, [](auto& m) { return m.instance_id.has_value(); });
    std::vector<std::size_t> widths{std::max(narrow, group.id.size()),
                                    widest(all, narrow, [](auto& m) { return m.id; }),
                                    widest(all, narrow, [](auto& m) { return m.client_host; }),
                                    widest(all, narrow, [](auto& m) { return m.client_id; }),
                                    // A blank follows every column of this table, the last one too.
                                    verbose ? narrow : narrow + 1};
    std::vector<std::string> heading{"GROUP", "CONSUMER-ID", "HOST", "CLIENT-ID", "#PARTITIONS"};
    if (fixed) {
        widths.insert(widths.begin() + 2,
                      widest(all, 17, [](auto& m) { return m.instance_id.value_or(""); }));
        heading.insert(heading.begin() + 2, "GROUP-INSTANCE-ID");
    }
    if (verbose) {
        const auto wide = widest(all, 20, [](auto& m) { return assignment_text(m.partitions); });
        widths.insert(widths.end(), {15, wide, 15, 20});
        heading.insert(heading.end(), {"CURRENT-EPOCH", "CURRENT-ASSIGNMENT", "TARGET-EPOCH",
                                       "TARGET-ASSIGNMENT"});
    }
    columns table(widths);
    table.add(heading);
    for (const auto& m : all) {
        std::vector<std::string> cells{group.id, m.id, m.client_host, m.client_id,
                                       std::to_string(m.partitions.size())};
        if (fixed) cells.insert(cells.begin() + 2, m.instance_id.value_or(""));
        if (verbose) cells.insert(cells.end(), {"-", assignment_text(m.partitions), "-", "-"});
        table.add(cells);
    }
    return table.take();
}

std::string state_text(const group_info& group, const std::string& coordinator, bool verbose) {
    std::vector<std::size_t> widths{std::max(narrow, group.id.size()),
                                    std::max<std::size_t>(25, coordinator.size()), 20, 20, 0};
    std::vector<std::string> heading{"GROUP", "COORDINATOR (ID)", "ASSIGNMENT-STRATEGY", "STATE",
                                     "#MEMBERS"};
    std::vector<std::string> cells{group.id, coordinator, or_dash(group.balancer), group.state,
                                   std::to_string(group.members.size())};
    if (verbose) { // epochs are for groups of the newer protocol
        widths.insert(widths.begin() + 4, {15, 25});
        heading.insert(heading.begin() + 4, {"GROUP-EPOCH", "TARGET-ASSIGNMENT-EPOCH"});
        cells.insert(cells.begin() + 4, {"-", "-"});
    }
    columns table(widths);
    table.add(heading);
    table.add(cells);
    return table.take();
}

std::string listing_text(const std::vector<group_listing>& groups, bool with_type,
                         bool with_state) {
    std::vector<std::size_t> widths{
        10 + widest(groups, narrow, [](const group_listing& g) { return g.id; }), 20, 20};
    std::vector<std::string> heading{"GROUP"};
    if (with_type) heading.emplace_back("TYPE");
    if (with_state) heading.emplace_back("STATE");
    columns table(widths);
    table.add(heading);
    for (const auto& g : groups) {
        std::vector<std::string> cells{g.id};
        if (with_type) {
            auto type = g.type.empty() ? "Unknown" : g.type;
            type[0] = static_cast<char>(std::toupper(static_cast<unsigned char>(type[0])));
            cells.push_back(type);
        }
        if (with_state) cells.push_back(g.state.empty() ? "Unknown" : g.state);
        table.add(cells);
    }
    return table.take().substr(1); // this one follows no blank line
}

std::string plan_text(const plans_by_group& plans) {
    columns table({30, 30, 10, 15});
    if (!plans.empty()) table.add({"GROUP", "TOPIC", "PARTITION", "NEW-OFFSET"});
    for (const auto& [group, plan] : plans)
        for (const auto& row : plan)
            table.add({group, row.partition.topic, std::to_string(row.partition.partition),
                       std::to_string(row.then)});
    return table.take();
}

std::string deleted_offsets_text(const std::vector<committed_offset>& outcomes) {
    columns table({widest(outcomes, narrow, [](auto& o) { return o.partition.topic; }), 10, 15});
    table.add({"TOPIC", "PARTITION", "STATUS"});
    for (const auto& o : outcomes)
        table.add(
            {o.partition.topic,
             o.partition.partition < 0 ? "Not Provided" : std::to_string(o.partition.partition),
             o.error ? "Error: :" + java_words(o.error, {}) : "Successful"});
    return table.take();
}

std::string remark_on(const group_info& group) {
    if (group.state == "Empty") return "\nConsumer group '" + group.id + "' has no active members.";
    if (group.state == "PreparingRebalance" || group.state == "CompletingRebalance")
        return "\nWarning: Consumer group '" + group.id + "' is rebalancing.";
    return {};
}

std::string java_words(const std::error_code& error, const std::string& group) {
    const std::string package = "org.apache.kafka.common.errors.";
    if (error == broker_errc::group_id_not_found)
        return package + "GroupIdNotFoundException: " +
               (group.empty() ? "The group id does not exist." : "Group " + group + " not found.");
    if (error == broker_errc::non_empty_group)
        return package + "GroupNotEmptyException: The group is not empty.";
    if (error == broker_errc::unknown_topic_or_partition)
        return package +
               "UnknownTopicOrPartitionException: This server does not host this topic-partition.";
    if (error == broker_errc::group_subscribed_to_topic)
        return package +
               "GroupSubscribedToTopicException: Deleting offsets of a topic is forbidden "
               "while the consumer group is actively subscribed to it.";
    return error.message();
}

} // namespace kafka::detail::cli
