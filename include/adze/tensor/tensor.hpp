#pragma once
// SPDX-License-Identifier: BSL-1.0
// tensor<T, rank>: an array that owns its memory. What the gradient in a view comes back as.

#include <adze/core/view.hpp>

#include <cstdint>
#include <new>
#include <vector>

namespace adze {

namespace detail {

/// Memory on a boundary of 64 bytes, the length of a cache line and of the longest vector register.
template <class T>
struct aligned_allocator {
  using value_type = T;
  static constexpr std::align_val_t alignment{64};
  aligned_allocator() = default;
  template <class U>
  aligned_allocator(aligned_allocator<U> const&) {}  // NOLINT: what allocators do
  T* allocate(std::size_t n) {
    if (n > static_cast<std::size_t>(PTRDIFF_MAX) / sizeof(T)) throw std::bad_array_new_length();
    return static_cast<T*>(::operator new(n * sizeof(T), alignment));
  }
  void deallocate(T* p, std::size_t) { ::operator delete(p, alignment); }
  friend bool operator==(aligned_allocator, aligned_allocator) { return true; }
};

}  // namespace detail

/// A row-major array of Rank dimensions that owns its memory, aligned to 64 bytes.
template <class T, int Rank>
class tensor {
 public:
  using extents_type = std::array<std::ptrdiff_t, static_cast<std::size_t>(Rank)>;

  tensor() = default;
  explicit tensor(extents_type const& extents, T const& value = T{})
      : extents_(extents), memory_(static_cast<std::size_t>(view<T, Rank>(nullptr, extents).size()), value) {}

  template <class... I>
    requires(sizeof...(I) == Rank)
  T& operator()(I... i) { return as_view()(i...); }
  template <class... I>
    requires(sizeof...(I) == Rank)
  T const& operator()(I... i) const { return as_view()(i...); }

  row_view<T, Rank> as_view() { return {memory_.data(), extents_}; }
  row_view<T const, Rank> as_view() const { return {memory_.data(), extents_}; }
  T* data() { return memory_.data(); }
  T const* data() const { return memory_.data(); }
  extents_type const& extents() const { return extents_; }
  std::ptrdiff_t size() const { return static_cast<std::ptrdiff_t>(memory_.size()); }
  bool operator==(tensor const&) const = default;

 private:
  extents_type extents_{};
  std::vector<T, detail::aligned_allocator<T>> memory_{};
};

}  // namespace adze
