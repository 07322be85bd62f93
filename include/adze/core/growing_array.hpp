#pragma once
// SPDX-License-Identifier: BSL-1.0
// A growing array for constant evaluation. libstdc++ 12's std::vector does not work in constant expressions under
// clang; this one does on every supported compiler. It is used at compile time only.

namespace adze::detail {

template <class T>
class growing_array {
 public:
  constexpr growing_array() = default;
  constexpr explicit growing_array(int count, T const& value = T{})
      : data_(new T[static_cast<unsigned>(count)]), size_(count), capacity_(count) {
    for (T *p = data_, *last = data_ + count; p != last; ++p) *p = value;
  }
  /// Of `count` elements that are still to be written.
  static constexpr growing_array unset(int count) {
    growing_array result;
    result.reserve(count);
    result.size_ = count;
    return result;
  }
  constexpr growing_array(growing_array const& other)
      : data_(new T[static_cast<unsigned>(other.size_)]), size_(other.size_), capacity_(other.size_) {
    T const* from = other.data_;
    for (T *p = data_, *last = data_ + size_; p != last; ++p, ++from) *p = *from;
  }
  constexpr growing_array(growing_array&& other) noexcept { swap(other); }
  constexpr growing_array& operator=(growing_array other) noexcept {
    swap(other);
    return *this;
  }
  constexpr ~growing_array() { delete[] data_; }

  constexpr void push_back(T const& value) {
    if (size_ == capacity_) {
      T const copy = value;  // may live in the block that is about to go
      reserve(capacity_ == 0 ? 16 : 4 * capacity_);
      data_[size_++] = copy;
    } else {
      data_[size_++] = value;
    }
  }
  constexpr void resize(int count, T const& value = T{}) {
    if (size_ > count) size_ = count;
    while (size_ < count) push_back(value);
  }
  constexpr void reserve(int count) {
    if (count <= capacity_) return;
    T* grown = new T[static_cast<unsigned>(count)];
    for (int i = 0; i < size_; ++i) grown[i] = data_[i];
    delete[] data_;
    data_ = grown;
    capacity_ = count;
  }

  constexpr T& operator[](int i) { return data_[i]; }
  constexpr T const& operator[](int i) const { return data_[i]; }
  constexpr int size() const { return size_; }
  constexpr T const* begin() const { return data_; }
  constexpr T const* end() const { return data_ + size_; }
  constexpr T* begin() { return data_; }
  constexpr T* end() { return data_ + size_; }

 private:
  constexpr void swap(growing_array& other) noexcept {
    T* const data = data_;
    int const size = size_, capacity = capacity_;
    data_ = other.data_;
    size_ = other.size_;
    capacity_ = other.capacity_;
    other.data_ = data;
    other.size_ = size;
    other.capacity_ = capacity;
  }

  T* data_ = nullptr;
  int size_ = 0;
  int capacity_ = 0;
};

}  // namespace adze::detail
