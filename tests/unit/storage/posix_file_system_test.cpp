// The one test that touches the machine's own disk.
#include "storage/posix_file_system.hpp"
#include "storage/text_file.hpp"

#include <gtest/gtest.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>

#include <fcntl.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

namespace storage = kafka::detail::storage;
using storage::open_mode;

namespace {

class the_system_s_files : public testing::Test {
protected:
    void SetUp() override {
        std::string name = std::filesystem::temp_directory_path() / "kafka-files-XXXXXX";
        ASSERT_NE(::mkdtemp(name.data()), nullptr);
        folder = name;
    }
    void TearDown() override { std::filesystem::remove_all(folder); }

    storage::posix_file_system files;
    std::string folder;

    std::string in(const char* name) const { return folder + '/' + name; }
    storage::file_pointer create(const char* name) {
        auto made = files.open(in(name), open_mode::create);
        EXPECT_TRUE(made) << made.error().text;
        return *made;
    }
};

std::span<const std::byte> view(std::string_view text) { return std::as_bytes(std::span(text)); }

} // namespace

TEST_F(the_system_s_files, are_written_in_pieces_and_read_back) {
    const auto file = create("a");
    const storage::bytes pieces[] = {view("one "), view(""), view("two "), view("three")};
    EXPECT_FALSE(file->write_at(3, pieces));
    EXPECT_EQ(file->size(), 16u);
    std::string got(20, '?');
    const auto read = file->read_at(3, std::as_writable_bytes(std::span(got)));
    EXPECT_FALSE(read.error);
    EXPECT_EQ(got.substr(0, read.bytes), "one two three");
    EXPECT_FALSE(file->truncate(6));
    EXPECT_FALSE(file->sync());
    EXPECT_EQ(file->size(), 6u);
    EXPECT_GE(file->descriptor(), 0);
}

TEST_F(the_system_s_files, take_more_pieces_than_one_system_call) {
    const auto file = create("many");
    const std::vector<storage::bytes> pieces(5'000, view("xy"));
    EXPECT_FALSE(file->write_at(0, pieces));
    EXPECT_EQ(file->size(), 10'000u);
}

TEST_F(the_system_s_files, are_for_their_owner_alone) {
    create("secret");
    EXPECT_FALSE(files.make_directory(in("d")));
    struct stat s {};
    ::stat(in("secret").c_str(), &s);
    EXPECT_EQ(s.st_mode & 0777, 0600u);
    ::stat(in("d").c_str(), &s);
    EXPECT_EQ(s.st_mode & 0777, 0700u);
}

TEST_F(the_system_s_files, say_what_could_not_be_opened_and_why) {
    const auto missing = files.open(in("nothing"), open_mode::read_only);
    ASSERT_FALSE(missing);
    EXPECT_EQ(missing.error().code, std::errc::no_such_file_or_directory);
    EXPECT_EQ(missing.error().text, "cannot open " + in("nothing") + ": No such file or directory");
    create("there");
    EXPECT_EQ(files.open(in("there"), open_mode::create).error().code, std::errc::file_exists);
    EXPECT_FALSE(files.list(in("nothing")));
}

TEST_F(the_system_s_files, are_listed_renamed_and_removed) {
    EXPECT_FALSE(files.make_directory(in("d")));
    EXPECT_FALSE(storage::write_atomically(files, in("f"), "12345"));
    EXPECT_FALSE(files.rename(in("f"), in("g")));
    const auto listed = files.list(folder);
    ASSERT_TRUE(listed);
    EXPECT_EQ(listed->size(), 2u);
    for (const auto& e : *listed) {
        EXPECT_EQ(e.is_directory, e.name == "d");
        EXPECT_TRUE(e.name != "g" || e.size == 5);
        EXPECT_LT(std::chrono::system_clock::now() - e.modified, std::chrono::hours(1));
    }
    EXPECT_TRUE(files.exists(in("g")));
    EXPECT_FALSE(storage::remove_tree(files, folder));
    EXPECT_FALSE(files.exists(folder));
}

TEST_F(the_system_s_files, can_be_read_after_they_were_removed) {
    const auto file = create("short-lived");
    const auto piece = view("still here");
    EXPECT_FALSE(file->write_at(0, std::span(&piece, 1)));
    EXPECT_FALSE(files.remove(in("short-lived")));
    std::string got(10, '?');
    EXPECT_EQ(file->read_at(0, std::as_writable_bytes(std::span(got))).bytes, 10u);
    EXPECT_EQ(got, "still here");
}

TEST_F(the_system_s_files, are_locked_against_others_in_this_process) {
    auto lock = files.lock(in(".lock"));
    ASSERT_TRUE(lock);
    EXPECT_EQ(files.lock(in(".lock")).error().code, storage::errc::in_use);
    (*lock).reset();
    EXPECT_TRUE(files.lock(in(".lock")));
}

// Java's FileChannel.lock takes a lock of this kind.
TEST_F(the_system_s_files, are_locked_against_the_classic_lock_of_another_process) {
    const auto lock = files.lock(in(".lock"));
    ASSERT_TRUE(lock);
    const auto child = ::fork();
    if (child == 0) {
        const int descriptor = ::open(in(".lock").c_str(), O_RDWR);
        struct flock whole {};
        whole.l_type = F_WRLCK;
        whole.l_whence = SEEK_SET;
        ::_exit(::fcntl(descriptor, F_SETLK, &whole) == 0 ? 0 : 1);
    }
    int status = 0;
    ASSERT_EQ(::waitpid(child, &status, 0), child);
    EXPECT_EQ(WEXITSTATUS(status), 1);
}

TEST_F(the_system_s_files, tell_the_room_that_is_left) { EXPECT_GT(files.free_bytes(folder), 0u); }
