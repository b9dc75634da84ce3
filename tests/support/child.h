// SPDX-License-Identifier: Apache-2.0
// Child processes for tests: their system calls can be listed, refused, or be the last thing that they do.

#pragma once

#include <doctest/doctest.h>
#include <linux/filter.h>
#include <linux/seccomp.h>
#include <sys/prctl.h>
#include <sys/ptrace.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include <csignal>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <iterator>
#include <set>
#include <stdexcept>
#include <vector>

namespace compliance::testing {

/// Runs `body` and ends the process with its result; 99 when it throws. For use after fork.
[[noreturn]] inline void run_and_exit(const std::function<int()>& body) {
  int status = 99;
  try {
    status = body();
  } catch (...) {  // NOLINT: a child must not run the parent's tests
  }
  ::_exit(status);
}

/// The exit status of `body` in a child process; 128 + the number of the signal that killed it.
inline int in_child(const std::function<int()>& body) {
  const pid_t child = ::fork();
  if (child == 0) run_and_exit(body);
  int status = 0;
  ::waitpid(child, &status, 0);
  return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
}

/// From now on this process gets `reason` for every system call of that number. There is no way back: for children.
inline void refuse_call(long number, int reason) {
  sock_filter filter[] = {
      BPF_STMT(BPF_LD | BPF_W | BPF_ABS, offsetof(seccomp_data, nr)),
      BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, static_cast<std::uint32_t>(number), 0, 1),
      BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ERRNO | static_cast<std::uint32_t>(reason)),
      BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ALLOW),
  };
  const sock_fprog program{.len = static_cast<unsigned short>(std::size(filter)), .filter = filter};
  if (::prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) != 0 || ::prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, &program) != 0)
    throw std::runtime_error("seccomp refused");
}

/// Runs `body` in a child; `at_call` sees the number of each system call before it is carried out, and says whether
/// the child shall live. True when it lived to its end, which must be 0.
inline bool traced(const std::function<int()>& body, const std::function<bool(std::uint64_t)>& at_call) {
  const pid_t child = ::fork();
  if (child == 0) {
    if (::ptrace(PTRACE_TRACEME, 0, nullptr, nullptr) != 0) ::_exit(98);
    ::raise(SIGSTOP);
    run_and_exit(body);
  }
  int status = 0;
  ::waitpid(child, &status, 0);
  REQUIRE(WIFSTOPPED(status));
  ::ptrace(PTRACE_SETOPTIONS, child, nullptr, PTRACE_O_TRACESYSGOOD | PTRACE_O_EXITKILL);
  while (true) {
    ::ptrace(PTRACE_SYSCALL, child, nullptr, nullptr);
    ::waitpid(child, &status, 0);
    if (!WIFSTOPPED(status)) {
      REQUIRE(WIFEXITED(status));
      REQUIRE(WEXITSTATUS(status) == 0);
      return true;
    }
    __ptrace_syscall_info info{};
    ::ptrace(PTRACE_GET_SYSCALL_INFO, child, sizeof info, &info);
    if (info.op != PTRACE_SYSCALL_INFO_ENTRY || at_call(info.entry.nr)) continue;
    ::kill(child, SIGKILL);
    ::waitpid(child, &status, 0);
    return false;
  }
}

/// The system calls that can change something on the disk.
inline const std::set<std::uint64_t>& changing_calls() {
  static const std::set<std::uint64_t> calls{
      SYS_openat,  SYS_write,    SYS_pwrite64,  SYS_fsync,    SYS_fdatasync, SYS_ftruncate,
      SYS_mkdirat, SYS_renameat, SYS_renameat2, SYS_unlinkat, SYS_linkat,    SYS_fallocate,
#ifdef SYS_mkdir  // not on architectures that came after the *at calls
      SYS_open,    SYS_mkdir,    SYS_rename,    SYS_unlink,   SYS_rmdir,     SYS_link,
#endif
  };
  return calls;
}

/// Runs `body` in a child that is killed at its `call`-th changing system call; whether it came that far.
inline bool killed_at(std::size_t call, const std::function<int()>& body) {
  std::size_t calls = 0;
  return !traced(body, [&](std::uint64_t number) { return !changing_calls().contains(number) || calls++ != call; });
}

/// Those system calls of `body` that are in `wanted`, in their order.
inline std::vector<std::uint64_t> calls_of(const std::set<std::uint64_t>& wanted, const std::function<int()>& body) {
  std::vector<std::uint64_t> calls;
  traced(body, [&](std::uint64_t number) {
    if (wanted.contains(number)) calls.push_back(number);
    return true;
  });
  return calls;
}

}  // namespace compliance::testing
