#include "catalogue.hpp"
#include "golden_lines.hpp"

#include "protocol/consumer_protocol.hpp"
#include "protocol/delete_groups.hpp"
#include "protocol/describe_groups.hpp"
#include "protocol/find_coordinator.hpp"
#include "protocol/heartbeat.hpp"
#include "protocol/join_group.hpp"
#include "protocol/leave_group.hpp"
#include "protocol/list_groups.hpp"
#include "protocol/offset_commit.hpp"
#include "protocol/offset_delete.hpp"
#include "protocol/offset_fetch.hpp"
#include "protocol/sync_group.hpp"

namespace kafka::test {
namespace {

using namespace kafka::detail::protocol;

const bool added = [] {
    add_api<find_coordinator_request>("FindCoordinator");
    add_api<join_group_request>("JoinGroup");
    add_api<heartbeat_request>("Heartbeat");
    add_api<leave_group_request>("LeaveGroup");
    add_api<sync_group_request>("SyncGroup");
    add_api<describe_groups_request>("DescribeGroups");
    add_api<list_groups_request>("ListGroups");
    add_api<delete_groups_request>("DeleteGroups");
    add_api<offset_commit_request>("OffsetCommit");
    add_api<offset_fetch_request>("OffsetFetch");
    add_api<offset_delete_request>("OffsetDelete");
    add_stored<consumer_protocol_subscription>("ConsumerProtocolSubscription");
    add_stored<consumer_protocol_assignment>("ConsumerProtocolAssignment");
    return true;
}();

} // namespace

TEST(a_join_group_request, compares_the_bytes_of_its_protocols) {
    const auto some = from_hex("0102"), same = from_hex("0102"), other = from_hex("0103");
    join_group_request a, b;
    a.protocols.push_back({"range", some});
    b.protocols.push_back({"range", same});
    EXPECT_EQ(a, b);
    b.protocols[0].metadata = other;
    EXPECT_NE(a, b);
}

} // namespace kafka::test
