#pragma once

#include <omp.h>

#include <atomic>
#include <concepts>
#include <exception>
#include <memory>
#include <mutex>
#include <utility>
#include <vector>

namespace vescargo {

/// What was thrown for the lowest index of a loop; an exception must not leave a thread of OpenMP by itself.
template <std::integral Index>
class FirstFailure {
 public:
  explicit FirstFailure(Index count) : at_(count) {}

  /// Acts unless an index before `index` has failed.
  template <class Act>
  void guard(Index index, Act&& act) noexcept {
    if (index > at_.load(std::memory_order_relaxed)) return;
    try {
      act();
    } catch (...) {
      const std::lock_guard lock(mutex_);
      if (error_ && index > at_) return;
      at_ = index;
      error_ = std::current_exception();
    }
  }

  /// Throws it again, if there was one.
  void rethrow() const {
    if (error_) std::rethrow_exception(error_);
  }

 private:
  std::atomic<Index> at_;
  std::mutex mutex_;
  std::exception_ptr error_;
};

/// act(state, i) for each i below `count`, `chunk` of them at a time, on all threads of OpenMP; each thread has a state
/// of its own, *makeState(). Returns the states. Throws what the lowest i that failed threw, whatever the threads.
template <std::integral Index, class MakeState, class Act>
auto parallelForWith(Index count, int chunk, MakeState&& makeState, Act&& act) {
  std::vector<decltype(makeState())> states(static_cast<std::size_t>(omp_get_max_threads()));
  FirstFailure<Index> failure(count);
#pragma omp parallel
  {
    auto& state = states[static_cast<std::size_t>(omp_get_thread_num())];
    failure.guard(0, [&] { state = makeState(); });
#pragma omp for schedule(dynamic, chunk)
    for (Index i = 0; i < count; ++i) {
      failure.guard(i, [&] {
        if (state) act(*state, i);
      });
    }
  }
  failure.rethrow();
  std::erase(states, nullptr);
  return states;
}

/// The same without states.
template <std::integral Index, class Act>
void parallelFor(Index count, int chunk, Act&& act) {
  FirstFailure<Index> failure(count);
#pragma omp parallel for schedule(dynamic, chunk)
  for (Index i = 0; i < count; ++i) failure.guard(i, [&] { act(i); });
  failure.rethrow();
}

}  // namespace vescargo
