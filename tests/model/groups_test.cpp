// Random members of random groups, and a small model that knows what each of them may be told.
#include "support/group_world.hpp"

#include <algorithm>
#include <random>

using namespace std::chrono_literals;
using kafka::broker_errc;
using kafka::testing::group_world;
using kafka::testing::joined;
using kafka::testing::joins;
using kafka::testing::synced;

namespace {

constexpr std::int32_t session_ms = 10'000;

/// What the members of one group have been told, by the rules of the protocol alone.
struct known_group {
    std::int32_t newest = 0;     // generation
    std::int64_t committed = -1; // as acknowledged
    std::map<std::int32_t, std::string> leaders;
    std::map<std::int32_t, std::string> protocols;
    std::map<std::pair<std::int32_t, std::string>, std::string> shares; // as the leader gave them
};

/// One client: where it is in the protocol, and what it waits for.
struct client {
    std::size_t group = 0;
    std::optional<std::string> instance;
    std::string id;
    std::int32_t generation = -1; // the last that it was told
    std::string share;
    std::shared_ptr<joined> joining;
    std::shared_ptr<synced> syncing;
    bool is_synced = false;
    std::chrono::steady_clock::time_point heard{}; // when the coordinator last heard of it
};

kafka::detail::broker::group_settings settings_of(std::uint64_t seed) {
    kafka::detail::broker::group_settings out;
    if (seed % 3 == 0) out.initial_rebalance_delay = 3s;
    if (seed % 4 == 0) out.max_size = 4;
    return out;
}

class random_groups : public group_world {
public:
    explicit random_groups(std::uint64_t seed)
        : group_world(settings_of(seed))
        , chance_(seed)
        , max_size_(settings_of(seed).max_size) {
        for (std::size_t i = 0; i < 12; ++i) {
            auto& c = clients_.emplace_back();
            c.group = i % known_.size();
            if (i % 4 == 3) c.instance = "static-" + std::to_string(i);
        }
    }

    void step() {
        auto& c = clients_[below(clients_.size())];
        switch (below(18)) {
        case 0:
            pass(std::chrono::milliseconds(below(3'000)));
            break;
        case 1:
            if (below(4) == 0) pass(std::chrono::milliseconds(below(80'000)));
            break;
        case 2:
            vanish(c);
            break;
        case 3:
            if (below(3) == 0) leave_group(c);
            break;
        case 4:
            log.holds = below(3) == 0;
            if (!log.holds) log.release();
            break;
        case 5:
            if (below(20) == 0) start_again();
            break;
        case 6:
            if (below(4) == 0) lie(c);
            break;
        case 7:
            if (below(200) == 0) log.fails_with = broker_errc::kafka_storage_error;
            break;
        default:
            go_on(c);
        }
        log.fails_with = below(3) == 0 ? broker_errc::none : log.fails_with;
        for (auto& each : clients_) listen(each);
        check();
    }

    std::size_t generations() const {
        std::size_t n = 0;
        for (const auto& g : known_) n += g.leaders.size();
        return n;
    }
    std::size_t assignments() const { return assignments_; }
    std::size_t commits() const { return commits_; }

private:
    std::size_t below(std::size_t bound) { return chance_() % bound; }
    std::string name(const client& c) const { return "g" + std::to_string(c.group); }
    known_group& known(const client& c) { return known_[c.group]; }
    const kafka::detail::broker::group* group_of(const client& c) { return groups->find(name(c)); }

    joins wishes(const client& c) {
        joins out{.id = c.id, .instance = c.instance, .session_ms = session_ms};
        out.rebalance_ms = 30'000;
        out.protocols = below(2) == 0
                            ? std::vector<std::pair<std::string, std::string>>{{"a", ""}, {"b", ""}}
                            : std::vector<std::pair<std::string, std::string>>{{"b", ""}};
        out.version = below(5) == 0 ? 3 : 9;
        return out;
    }

    /// What a client does next that keeps to the protocol.
    void go_on(client& c) {
        if (c.joining || c.syncing) return;
        if (c.generation < 0) {
            c.joining = join(wishes(c), name(c));
        } else if (!c.is_synced) {
            synchronize(c);
        } else if (below(3) == 0) {
            commit_more(c);
        } else if (below(20) == 0) {
            c.joining = join(wishes(c), name(c)); // a leader may want a rebalance
            c.generation = -1;
        } else {
            beat(c);
        }
    }

    joined as(const client& c) const {
        joined out;
        out.member_id = c.id;
        out.generation = c.generation;
        return out;
    }

    void synchronize(client& c) {
        std::vector<std::pair<std::string, std::string>> shares;
        auto& k = known(c);
        if (k.leaders[c.generation] == c.id)
            for (const auto& m : group_of(c) ? group_of(c)->all() : no_members_) {
                const auto share = m->id + "@" + std::to_string(c.generation);
                shares.emplace_back(m->id, share);
                k.shares[{c.generation, m->id}] = share;
            }
        c.syncing = sync(as(c), shares, name(c));
    }

    void beat(client& c) {
        const auto error = heartbeat(as(c), name(c));
        if (error == broker_errc::none || error == broker_errc::rebalance_in_progress) {
            // Who is heard of is of the newest generation, and was heard of in time.
            EXPECT_EQ(c.generation, group_of(c)->generation());
            c.heard = time.now();
        }
        if (error == broker_errc::rebalance_in_progress) c.generation = -1;
        lose_if_told(c, error);
    }

    void commit_more(client& c) {
        const auto next = known(c).committed + 1 + static_cast<std::int64_t>(below(3));
        const auto answer = commit(as(c), next, "t", name(c));
        if (*answer && **answer != broker_errc::none) return lose_if_told(c, **answer);
        ++commits_;
        // Written; with what happens next it may or may not be seen, but nothing older will be.
        log.release();
        EXPECT_EQ(**answer, broker_errc::none);
        known(c).committed = next;
    }

    void lose_if_told(client& c, broker_errc error) {
        if (error == broker_errc::none || error == broker_errc::rebalance_in_progress) return;
        c.generation = -1;
        c.is_synced = false;
        if (error == broker_errc::unknown_member_id || error == broker_errc::fenced_instance_id)
            c.id.clear();
    }

    /// The program dies; its requests stay where they are.
    void vanish(client& c) {
        if (below(6) != 0) return;
        const auto group = c.group;
        const auto instance = c.instance;
        c = {};
        c.group = group;
        c.instance = instance;
    }

    void leave_group(client& c) {
        if (c.id.empty() || c.joining || c.syncing) return;
        const auto error = leave(c.id, name(c));
        must(error != broker_errc::none || !group_of(c) || group_of(c)->find(c.id) == nullptr,
             "who has left is no member");
        c.id.clear();
        c.generation = -1;
        c.is_synced = false;
    }

    void start_again() {
        log.fails_with = broker_errc::none;
        groups->stop(broker_errc::coordinator_not_available);
        for (auto& c : clients_) listen(c);
        restart();
        for (std::size_t i = 0; i < known_.size(); ++i) forget_unwritten(i);
    }

    /// A generation whose assignments were not written begins anew, under the same number.
    void forget_unwritten(std::size_t group) {
        const auto* g = groups->find("g" + std::to_string(group));
        const auto written = g == nullptr ? 0 : g->generation();
        auto& k = known_[group];
        k.leaders.erase(k.leaders.upper_bound(written), k.leaders.end());
        k.protocols.erase(k.protocols.upper_bound(written), k.protocols.end());
        k.shares.erase(k.shares.lower_bound({written + 1, ""}), k.shares.end());
        for (auto& c : clients_)
            if (c.group == group && c.generation > written) c.generation = written + 1'000;
    }

    /// Requests that nobody should send change nothing.
    void lie(client& c) {
        auto wrong = as(c);
        wrong.generation = group_of(c) ? group_of(c)->generation() + 1 : 1;
        EXPECT_NE(heartbeat(wrong, name(c)), broker_errc::none);
        EXPECT_NE(sync(wrong, {}, name(c))->error, broker_errc::none);
        wrong = as(c);
        wrong.member_id = "nobody";
        EXPECT_NE(heartbeat(wrong, name(c)), broker_errc::none);
        EXPECT_NE(leave("nobody", name(c)), broker_errc::none);
    }

    /// Takes what has been answered.
    void listen(client& c) {
        if (c.joining && !c.joining->waits) take(c, *std::exchange(c.joining, nullptr));
        if (c.syncing && !c.syncing->waits) take(c, *std::exchange(c.syncing, nullptr));
    }

    void take(client& c, const joined& told) {
        if (told.error == broker_errc::member_id_required) {
            c.id = told.member_id;
            return;
        }
        c.is_synced = false;
        if (told.error != broker_errc::none) return lose_if_told(c, told.error);
        auto& k = known(c);
        c.id = told.member_id;
        c.generation = told.generation;
        c.heard = time.now();
        EXPECT_GE(told.generation, 1);
        k.newest = std::max(k.newest, told.generation);
        // Everybody in a generation is told the same protocol, and one of them leads.
        const auto protocol = k.protocols.try_emplace(told.generation, told.protocol).first->second;
        EXPECT_EQ(told.protocol, protocol);
        if (!told.members.empty()) {
            EXPECT_EQ(told.leader, told.member_id);
            EXPECT_EQ(std::ranges::count(told.members, c.id), 1);
            EXPECT_LE(told.members.size(), max_size_);
            k.leaders[told.generation] = told.leader;
        }
        if (told.skip_assignment) k.leaders[told.generation] = "";
    }

    void take(client& c, const synced& told) {
        if (told.error != broker_errc::none) {
            c.generation = -1;
            return lose_if_told(c, told.error);
        }
        ++assignments_;
        c.is_synced = true;
        c.share = told.assignment;
        if (c.instance) return; // it may have the share of its former self
        const auto& shares = known(c).shares;
        const auto given = shares.find({c.generation, c.id});
        EXPECT_EQ(told.assignment, given == shares.end() ? "" : given->second);
    }

    /// What must hold at any time.
    void check() {
        groups->for_each([&](const kafka::detail::broker::group& g) { check(g); });
        for (std::size_t i = 0; i < known_.size(); ++i)
            EXPECT_EQ(committed("t", "g" + std::to_string(i)), known_[i].committed);
        EXPECT_LT(groups->bytes(), 1u << 20);
    }

    void check(const kafka::detail::broker::group& g) {
        using kafka::detail::broker::group_state;
        const bool gathers = g.is(group_state::preparing_rebalance);
        must(g.is(group_state::empty) == (g.size() == 0 && !gathers), "only no member is empty");
        must(g.size() == 0 || g.find(g.leader().value_or("")) != nullptr, "the leader is a member");
        for (const auto& m : g.all()) {
            must(g.find(m->id) == m.get(), "a member is found by its id");
            // A static member may come back to a stable group; then it waits for the log.
            must(!m->joining || gathers || (m->is_static() && g.is(group_state::stable)),
                 "who joins waits while the group gathers");
            must(!m->syncing || g.is(group_state::completing_rebalance),
                 "who syncs waits for the leader");
            must(!m->instance_id || *g.static_member(*m->instance_id) == m->id,
                 "an instance has one member");
            must(m->joining || m->syncing || m->expires >= time.now(),
                 "nobody stays who is silent for longer than his session");
            must(!g.is(group_state::stable) || m->knows(g.protocol().value_or("")),
                 "everybody knows the protocol");
        }
    }

    static void must(bool holds, const char* what) {
        if (!holds) ADD_FAILURE() << what;
    }

    std::mt19937_64 chance_;
    std::size_t max_size_;
    std::vector<known_group> known_{3};
    std::vector<client> clients_;
    kafka::detail::broker::group::members no_members_;
    std::size_t assignments_ = 0;
    std::size_t commits_ = 0;
};

} // namespace

TEST(a_million_steps_of_random_groups, break_no_rule) {
    std::size_t generations = 0;
    std::size_t assignments = 0;
    std::size_t commits = 0;
    for (std::uint64_t seed = 1; seed <= 200; ++seed) {
        random_groups world(seed);
        for (int i = 0; i < 5'000; ++i) {
            world.step();
            if (::testing::Test::HasFailure()) FAIL() << "seed " << seed << ", step " << i;
        }
        generations += world.generations();
        assignments += world.assignments();
        commits += world.commits();
    }
    // The walk must have come to where the rules matter.
    EXPECT_GT(generations, 10'000u);
    EXPECT_GT(assignments, 10'000u);
    EXPECT_GT(commits, 10'000u);
}
