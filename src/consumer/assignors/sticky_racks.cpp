#include "consumer/assignors/sticky_racks.hpp"

#include <algorithm>

namespace kafka::detail::consumer {

namespace {

class neighbourhood {
public:
    explicit neighbourhood(sticky_board& board) : board_(board) {
        for (const auto& p : board.places()) near_.push_back(members_near(p));
    }

    bool is_near(std::size_t i, std::size_t member) const { return near_[i][member]; }

    /// Swapping the two brings one home and takes none away.
    bool gains(std::size_t far, std::size_t other) const {
        const auto a = board_.places()[far].holder, b = board_.places()[other].holder;
        return a != b && may_move(other) && is_near(far, b) &&
               (is_near(other, a) || !is_near(other, b)) && wants(b, far) && wants(a, other);
    }

    /// Given to somebody just now, by us, or far from whoever has had it: a move costs once, and
    /// reading from another rack costs with every byte.
    bool may_move(std::size_t i) const {
        const auto& p = board_.places()[i];
        return p.holder != no_member && (!p.is_claimed_by(p.holder) || !is_near(i, p.holder));
    }

private:
    std::vector<bool> members_near(const sticky_place& p) const {
        std::vector<bool> out(board_.members());
        const auto& racks = p.partition->replica_racks;
        for (std::size_t m = 0; m < out.size(); ++m) {
            const auto& rack = board_.member(m).rack;
            out[m] = rack.empty() || std::ranges::find(racks, rack) != racks.end();
        }
        return out;
    }

    bool wants(std::size_t member, std::size_t i) const {
        return std::ranges::binary_search(board_.topics_of(member), board_.places()[i].topic);
    }

    sticky_board& board_;
    std::vector<std::vector<bool>> near_; // by place, by member
};

bool any_racks(sticky_board& board) {
    bool partitions = false, members = false;
    for (const auto& p : board.places()) partitions |= !p.partition->replica_racks.empty();
    for (std::size_t m = 0; m < board.members(); ++m) members |= !board.member(m).rack.empty();
    return partitions && members;
}

} // namespace

void move_near(sticky_board& board) {
    if (!any_racks(board)) return;
    const neighbourhood around(board);
    const auto count = board.places().size();
    for (std::size_t far = 0; far < count; ++far) {
        if (!around.may_move(far) || around.is_near(far, board.places()[far].holder)) continue;
        for (std::size_t other = 0; other < count; ++other) {
            if (!around.gains(far, other)) continue;
            board.swap(far, other);
            break;
        }
    }
}

} // namespace kafka::detail::consumer
