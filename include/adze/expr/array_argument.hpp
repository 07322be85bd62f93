#pragma once
// SPDX-License-Identifier: BSL-1.0
// Array arguments: std::vector, std::span, view and tensor. A function sees an array symbol; the loops see a slot. The
// gradient in an array is an array that owns its memory: a std::vector for one dimension, a tensor for more.

#include <adze/core/array_slot.hpp>
#include <adze/expr/argument.hpp>
#include <adze/expr/array_functions.hpp>
#include <adze/tensor/tensor.hpp>

#include <span>
#include <vector>

namespace adze::detail {

/// How something that is no view, tensor or span becomes the view that a gradient is written to.
template <class G>
struct output_view;

/// What is common to arrays: the symbol, and the conventions of `argument`.
template <class E, int Rank, bool Unit>
struct array_argument {
  using element = std::remove_const_t<E>;
  static_assert(std::is_arithmetic_v<element> && !std::is_same_v<element, bool>,
                "adze: the elements of an array argument are floating-point numbers, or integers (data and indices)");
  static constexpr int size = 0, arrays = 1;
  static constexpr bool is_scalar = false;
  static constexpr bool turned = false;  // whether slots have columns first
  static constexpr int rank_of_array(int) { return Rank; }
  static constexpr unsigned unit = Unit ? 1U : 0U;  // contiguous along the last dimension
  static constexpr bool differentiable = std::is_floating_point_v<element>;
  using elements = std::tuple<element>;
  using number_type = std::conditional_t<differentiable, element, bool>;

  template <int K> static constexpr auto symbols(builder& b, numbering& next) {
    b.arrays.in_use = true;
    array_handle<Rank> h;
    access a{next.arrays++, Rank, {}};
    for (int d = 0; d < Rank; ++d) {
      a.at[d] = {d, 0, -1};
      h.extents[d] = b.arrays.extent_number({extent_kind::argument, a.array, d});
    }
    h.program = &b;
    h.id = element_line(b, a);
    return as_array<array_symbol<argument_leaf<K>, Rank>>(h);
  }
  template <int> static constexpr auto variables() {
    static_assert(never<E>,
                  "adze: a function of arrays captures no run-time values and calls only constexpr functions: pass the "
                  "values as arguments (adze::wrt)");
    return 0;
  }
  template <class A, class T> static constexpr void flatten(A const&, T*&) {}

  static void describe(array_slot*& out, void const* data, std::array<std::ptrdiff_t, Rank> const& extents,
                       std::array<std::ptrdiff_t, Rank> const& strides, bool columns_first = false) {
    array_slot& s = *out++;
    s.data = data;
    s.turned = columns_first;
    for (std::size_t d = 0; d < Rank; ++d) s.extent[d] = extents[d], s.stride[d] = strides[d];
  }
  template <class T> static void bind(T* data, std::array<std::ptrdiff_t, Rank> const& extents, output_slot<T>*& out) {
    view<T, Rank> const v(data, extents);
    output_slot<T>& s = *out++;
    s.data = data;
    for (std::size_t d = 0; d < Rank; ++d) s.extent[d] = v.extents[d], s.stride[d] = v.strides[d];
  }
};

template <class E>
struct vector_argument : array_argument<E, 1, true> {
  using base = array_argument<E, 1, true>;
  template <class T> using gradient = std::vector<T>;
  template <class T> using rebind = gradient<T>;
  template <class T> static constexpr rebind<T> unflatten(T const*&) { return {}; }  // where the function was rejected
  static void slots(std::span<E const> a, array_slot*& out) {
    base::describe(out, a.data(), {static_cast<std::ptrdiff_t>(a.size())}, {1});
  }
  template <class T> static std::vector<T> make_gradient(std::span<E const> a) { return std::vector<T>(a.size()); }
  template <class T> static void bind_gradient(std::vector<T>& g, output_slot<T>*& out) {
    base::bind(g.data(), {static_cast<std::ptrdiff_t>(g.size())}, out);
  }
  template <class T> static void set_numbers(std::vector<T>&, T const*&) {}
};
template <class E, class Allocator>
struct argument<std::vector<E, Allocator>> : vector_argument<E> {};
template <class E, std::size_t Extent>
struct argument<std::span<E, Extent>> : vector_argument<std::remove_const_t<E>> {};

template <class E, int Rank, bool Unit>
struct matrix_argument : array_argument<E, Rank, Unit> {
  using base = array_argument<E, Rank, Unit>;
  template <class T> using gradient = tensor<T, Rank>;
  template <class T> using rebind = gradient<T>;
  template <class T> static constexpr rebind<T> unflatten(T const*&) { return {}; }  // where the function was rejected
  static void slots(view<E const, Rank> const& a, array_slot*& out) { base::describe(out, a.data, a.extents, a.strides); }
  template <class T> static tensor<T, Rank> make_gradient(view<E const, Rank> const& a) { return tensor<T, Rank>(a.extents); }
  template <class T> static void bind_gradient(tensor<T, Rank>& g, output_slot<T>*& out) { base::bind(g.data(), g.extents(), out); }
  template <class T> static void set_numbers(tensor<T, Rank>&, T const*&) {}
};
template <class E, int Rank, layout Layout>
struct argument<view<E, Rank, Layout>> : matrix_argument<std::remove_const_t<E>, Rank, Layout == layout::rows> {};
template <class E, int Rank>
struct argument<tensor<E, Rank>> : matrix_argument<E, Rank, true> {
  static void slots(tensor<E, Rank> const& a, array_slot*& out) {
    matrix_argument<E, Rank, true>::slots(a.as_view(), out);
  }
  template <class T> static tensor<T, Rank> make_gradient(tensor<E, Rank> const& a) { return tensor<T, Rank>(a.extents()); }
};

}  // namespace adze::detail
