#pragma once
// SPDX-License-Identifier: BSL-1.0
// Stage 4 for arrays, evaluate: elements of array arguments into local variables, and local variables into outputs.

#include <adze/eval/loop_values.hpp>

#include <stdexcept>
#include <string>
#include <tuple>

namespace adze::detail {

[[noreturn]] inline void throw_subscript_out_of_range(std::ptrdiff_t subscript, std::ptrdiff_t extent) {
  throw std::out_of_range("adze: an index array holds " + std::to_string(subscript) + ", but the array it selects from has " +
                          std::to_string(extent) + " elements along this dimension");
}

/// Loads and stores of program C.
template <class C>
struct loop_elements {
  static constexpr auto const& P = C::program;
  using T = typename C::number_type;
  using M = run_memory<T>;
  using B = batch<T>;
  using Elements = typename C::elements;
  static constexpr unsigned Unit = C::unit;

  // ---- subscripts

  /// Whether a subscript moves with the index of leaf loop `index`.
  static constexpr bool moves(subscript const& s, int index) { return s.index >= 0 && s.index == index; }

  template <int A>
  static constexpr bool is_gather() {
    for (int d = 0; d < P.accesses[A].rank; ++d) {
      if (P.accesses[A].at[d].line >= 0) return true;
    }
    return false;
  }
  /// The part of an element's place that loop indices give.
  template <int A, int... D, class V>
  ADZE_INLINE static std::ptrdiff_t place(std::ptrdiff_t const* stride, V const& v, std::integer_sequence<int, D...>) {
    return (std::ptrdiff_t{0} + ... + (along<A, D>(v) * stride_of<A, D>(stride)));
  }
  template <int A, int D, class V>
  ADZE_INLINE static std::ptrdiff_t along(V const& v) {
    constexpr subscript s = P.accesses[A].at[D];
    if constexpr (s.line >= 0) return 0;
    else if constexpr (s.index >= 0) return index_value<s.index>(v) + s.offset;
    else return s.offset;
  }
  /// The stride along dimension D; 1 where that is known.
  template <int A, int D>
  ADZE_INLINE static std::ptrdiff_t stride_of(std::ptrdiff_t const* stride) {
    if constexpr (D + 1 == P.accesses[A].rank && (Unit >> P.accesses[A].array & 1U) != 0) return 1;
    else return stride[D];
  }
  /// How far an element moves when index `Index` grows by one.
  template <int A, int Index, int... D>
  ADZE_INLINE static std::ptrdiff_t step_of(std::ptrdiff_t const* stride, std::integer_sequence<int, D...>) {
    return (std::ptrdiff_t{0} + ... + (moves(P.accesses[A].at[D], Index) ? stride_of<A, D>(stride) : 0));
  }
  template <int A, int Index>
  static constexpr bool unit_step() {
    access const& a = P.accesses[A];
    if ((Unit >> a.array & 1U) == 0 || a.rank == 0 || !moves(a.at[a.rank - 1], Index)) return false;
    for (int d = 0; d + 1 < a.rank; ++d) {
      if (moves(a.at[d], Index)) return false;
    }
    return true;
  }
  /// What subscripts by lines add to the place, for lane `lane`.
  template <bool Batch, int A, int... D, class V>
  ADZE_INLINE static std::ptrdiff_t gathered(array_slot const& slot, V const& v, int lane, std::integer_sequence<int, D...>) {
    return (std::ptrdiff_t{0} + ... + gathered_along<Batch, A, D>(slot, v, lane));
  }
  template <bool Batch, int A, int D, class V>
  ADZE_INLINE static std::ptrdiff_t gathered_along(array_slot const& slot, V const& v, [[maybe_unused]] int lane) {
    constexpr subscript s = P.accesses[A].at[D];
    if constexpr (s.line < 0) {
      return 0;
    } else {
      std::ptrdiff_t at;
      if constexpr (Batch && lanes<T> > 1) {
        T each[lanes<T>];
        store<T>(each, local<true, s.line>(v));
        at = static_cast<std::ptrdiff_t>(each[lane]) + s.offset;
      } else {
        at = static_cast<std::ptrdiff_t>(local<Batch, s.line>(v)) + s.offset;
      }
      if (at < 0 || at >= slot.extent[D]) throw_subscript_out_of_range(at, slot.extent[D]);
      return at * stride_of<A, D>(slot.stride);
    }
  }

  // ---- elements

  template <bool Batch, int I, int Index, class Count, class V>
  ADZE_INLINE static void load_element(M const& m, V const& v, Count const& n) {
    constexpr int A = P.lines[I].index;
    constexpr int array = P.accesses[A].array;
    using E = std::tuple_element_t<static_cast<std::size_t>(array), Elements>;
    using dimensions = std::make_integer_sequence<int, P.accesses[A].rank>;
    array_slot const& slot = m.arrays[array];
    E const* p = static_cast<E const*>(slot.data) + place<A>(slot.stride, v, dimensions{});
    if constexpr (!Batch) {
      if constexpr (is_gather<A>()) p += gathered<false, A>(slot, v, 0, dimensions{});
      local<false, I>(v) = static_cast<T>(*p);
    } else if constexpr (std::is_same_v<E, T> && !is_gather<A>() && unit_step<A, Index>()) {
      if constexpr (Count::all) local<true, I>(v) = load<T>(p);
      else local<true, I>(v) = load_first<T>(p, n.count);
    } else if constexpr (std::is_same_v<E, T> && !is_gather<A>()) {
      local<true, I>(v) = load_strided<T>(p, step_of<A, Index>(slot.stride, dimensions{}), n.count);
    } else {
      std::ptrdiff_t const each = step_of<A, Index>(slot.stride, dimensions{});
      T buffer[lanes<T>]{};
      for (int l = 0; l < n.count; ++l) {
        std::ptrdiff_t at = l * each;
        if constexpr (is_gather<A>()) at += gathered<true, A>(slot, v, l, dimensions{});
        buffer[l] = static_cast<T>(p[at]);
      }
      local<true, I>(v) = load<T>(buffer);
    }
  }

  template <bool Batch, int I, int Index, class Count, class V>
  ADZE_INLINE static void store_element(M const& m, V const& v, Count const& n) {
    constexpr int A = P.lines[I].index;
    constexpr int from = P.lines[I].arguments[0];
    constexpr bool added = P.lines[I].number != 0;
    using dimensions = std::make_integer_sequence<int, P.accesses[A].rank>;
    output_slot<T> const& slot = m.outputs[P.accesses[A].array];
    T* p = slot.data + place_out<A>(slot.stride, v, dimensions{});
    if constexpr (!Batch) {
      if constexpr (is_gather<A>()) p += scattered<false, A>(slot, v, 0, dimensions{});
      *p = added ? T(*p + local<false, from>(v)) : local<false, from>(v);
    } else if constexpr (!is_gather<A>() && unit_step_out<A, Index>()) {
      if constexpr (Count::all) {
        store<T>(p, added ? B(load<T>(p) + local<true, from>(v)) : local<true, from>(v));
      } else {
        store_first<T>(p, added ? B(load_first<T>(p, n.count) + local<true, from>(v)) : local<true, from>(v), n.count);
      }
    } else {
      std::ptrdiff_t const each = step_out<A, Index>(slot.stride, dimensions{});
      T lane[lanes<T>];
      store<T>(lane, local<true, from>(v));
      for (int l = 0; l < n.count; ++l) {
        std::ptrdiff_t at = l * each;
        if constexpr (is_gather<A>()) at += scattered<true, A>(slot, v, l, dimensions{});
        p[at] = added ? T(p[at] + lane[l]) : lane[l];
      }
    }
  }
  // Outputs are contiguous along their last dimension.
  template <int A, int D>
  ADZE_INLINE static std::ptrdiff_t stride_out(std::ptrdiff_t const* stride) {
    if constexpr (D + 1 == P.accesses[A].rank) return 1;
    else return stride[D];
  }
  template <int A, int... D, class V>
  ADZE_INLINE static std::ptrdiff_t place_out(std::ptrdiff_t const* stride, V const& v, std::integer_sequence<int, D...>) {
    return (std::ptrdiff_t{0} + ... + (along<A, D>(v) * stride_out<A, D>(stride)));
  }
  template <int A, int Index, int... D>
  ADZE_INLINE static std::ptrdiff_t step_out(std::ptrdiff_t const* stride, std::integer_sequence<int, D...>) {
    return (std::ptrdiff_t{0} + ... + (moves(P.accesses[A].at[D], Index) ? stride_out<A, D>(stride) : 0));
  }
  template <int A, int Index>
  static constexpr bool unit_step_out() {
    access const& a = P.accesses[A];
    for (int d = 0; d + 1 < a.rank; ++d) {
      if (moves(a.at[d], Index)) return false;
    }
    return a.rank > 0 && moves(a.at[a.rank - 1], Index);
  }
  /// (Subscripts were checked when the element was loaded.)
  template <bool Batch, int A, int... D, class V>
  ADZE_INLINE static std::ptrdiff_t scattered(output_slot<T> const& slot, V const& v, int lane, std::integer_sequence<int, D...>) {
    return (std::ptrdiff_t{0} + ... + scattered_along<Batch, A, D>(slot, v, lane));
  }
  template <bool Batch, int A, int D, class V>
  ADZE_INLINE static std::ptrdiff_t scattered_along(output_slot<T> const& slot, V const& v, [[maybe_unused]] int lane) {
    constexpr subscript s = P.accesses[A].at[D];
    if constexpr (s.line < 0) {
      return 0;
    } else if constexpr (Batch && lanes<T> > 1) {
      T each[lanes<T>];
      store<T>(each, local<true, s.line>(v));
      return (static_cast<std::ptrdiff_t>(each[lane]) + s.offset) * stride_out<A, D>(slot.stride);
    } else {
      return (static_cast<std::ptrdiff_t>(local<Batch, s.line>(v)) + s.offset) * stride_out<A, D>(slot.stride);
    }
  }

  /// a_i + b_(i-1): all of b is written one further on, then overwritten but for its last lane.
  template <bool Batch, int I, class Count, class V>
  ADZE_INLINE static void store_joined(M const& m, V const& v, Count const& n) {
    constexpr instruction l = P.lines[I];
    constexpr int i = P.accesses[l.index].at[0].index;
    T* p = m.outputs[P.accesses[l.index].array].data + index_value<i>(v);
    auto& before = local<Batch, I>(v);
    auto const a = local<Batch, l.arguments[0]>(v), b = local<Batch, l.arguments[1]>(v);
    if constexpr (!Batch) {
      p[0] = a + before;
      p[1] = b;
    } else if constexpr (Count::all) {
      store<T>(p + 1, b);
      store<T>(p, B(a + shift_in<T>(before, b)));
    } else {
      store_first<T>(p + 1, b, n.count);
      store_first<T>(p, B(a + shift_in<T>(before, b)), n.count);
    }
    before = b;
  }
};

}  // namespace adze::detail
