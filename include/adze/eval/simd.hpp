#pragma once
// SPDX-License-Identifier: BSL-1.0
// Batches: as many numbers as a vector register of the target holds, for the loops that run a program at several
// points at once. batch<T> is xsimd's for float and double where xsimd is installed (and ADZE_NO_SIMD is not defined);
// everywhere else (long double, duals, no xsimd) it is T itself, one lane, and the same code runs.
// In and out: memory, whole or in part. Counts n are between 0 and lanes<T>.

#include <adze/core/config.hpp>
#include <adze/eval/batch.hpp>

#ifdef ADZE_SIMD
// g++ 12 warns of its own AVX-512 header (PR 105593), where operands that are masked out are left unset.
#if defined(__GNUC__) && !defined(__clang__)
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wuninitialized"
#pragma GCC diagnostic ignored "-Wmaybe-uninitialized"
#endif
#include <xsimd/xsimd.hpp>
#if defined(__GNUC__) && !defined(__clang__)
#pragma GCC diagnostic pop
#endif
#endif

#include <cstddef>
#include <type_traits>
#include <utility>

namespace adze::detail {

template <class T>
struct batch_of {
  using type = T;
  static constexpr int lanes = 1;
};

#ifdef ADZE_SIMD
template <class T>
  requires((std::is_same_v<T, float> || std::is_same_v<T, double>) && xsimd::types::has_simd_register<T, xsimd::default_arch>::value)
struct batch_of<T> {
  using type = xsimd::batch<T>;
  static constexpr int lanes = static_cast<int>(type::size);
};
template <class T, class A>
inline constexpr bool is_batch<xsimd::batch<T, A>> = true;
#endif

template <class T>
using batch = typename batch_of<T>::type;
template <class T>
inline constexpr int lanes = batch_of<T>::lanes;
/// What x < y gives for batches of T: one truth value per lane.
template <class T>
using batch_mask = std::remove_cvref_t<decltype(std::declval<batch<T> const&>() < std::declval<batch<T> const&>())>;

// Compilers' own vectors: both know how to shuffle any of them, on every target.
template <class T, int N>
struct native_vector {
  typedef T type __attribute__((vector_size(static_cast<unsigned>(N) * sizeof(T))));
};
template <class T>
using native = typename native_vector<T, lanes<T>>::type;
template <class T>
ADZE_INLINE batch<T> from_native(native<T> const& v) { return static_cast<typename batch<T>::register_type>(v); }

// ---- whole batches

template <class T>
ADZE_INLINE batch<T> broadcast(T const& x) { return batch<T>(x); }

template <class T>
ADZE_INLINE batch<T> load(T const* p) {
  if constexpr (lanes<T> == 1) return *p;
  else return batch<T>::load_unaligned(p);
}
template <class T>
ADZE_INLINE void store(T* p, batch<T> const& x) {
  if constexpr (lanes<T> == 1) *p = x;
  else x.store_unaligned(p);
}
#ifdef ADZE_SIMD
// Not templates, so that store(p, x) never means xsimd::store, which argument-dependent look-up finds and which aligns.
ADZE_INLINE void store(float* p, batch<float> const& x) { store<float>(p, x); }
ADZE_INLINE void store(double* p, batch<double> const& x) { store<double>(p, x); }
#endif

/// 0, 1, 2, ...
template <class T>
ADZE_INLINE batch<T> lane_numbers() {
  if constexpr (lanes<T> == 1) {
    return T(0);
  } else {
    return []<int... I>(std::integer_sequence<int, I...>) ADZE_INLINE_LAMBDA {
      return from_native<T>(native<T>{static_cast<T>(I)...});
    }(std::make_integer_sequence<int, lanes<T>>{});
  }
}

/// a where the mask holds, else b, lane by lane.
template <class M, class V>
ADZE_INLINE V mask_select(M const& m, V const& a, V const& b) {
  if constexpr (is_batch<V>) {
#ifdef ADZE_SIMD
    return xsimd::select(m, a, b);
#endif
  } else {
    return m ? a : b;
  }
}

/// x with the lanes from n on replaced by `other`.
template <class T>
ADZE_INLINE batch<T> keep_first(batch<T> const& x, int n, T const& other) {
  if constexpr (lanes<T> == 1) return n > 0 ? x : other;
  else return mask_select(lane_numbers<T>() < broadcast(static_cast<T>(n)), x, broadcast(other));
}

#if defined(__FMA__) || defined(__AVX512F__) || defined(__aarch64__)
inline constexpr bool has_fma = true;
#else
inline constexpr bool has_fma = false;
#endif

/// a b + c, rounded once where has_fma. (xsimd 8's fma is a product and a sum on AVX-512.) T is to be named.
template <class T>
ADZE_INLINE batch<T> fused(batch<T> const& a, batch<T> const& b, batch<T> const& c) {
#ifdef ADZE_SIMD
  if constexpr (lanes<T> > 1) {
#ifdef __AVX512F__
    if constexpr (sizeof(T) == 8) return _mm512_fmadd_pd(a, b, c);
    else return _mm512_fmadd_ps(a, b, c);
#elif defined(__FMA__)
    if constexpr (sizeof(T) == 8) return _mm256_fmadd_pd(a, b, c);
    else return _mm256_fmadd_ps(a, b, c);
#else
    return xsimd::fma(a, b, c);
#endif
  } else
#endif
  {
    return a * b + c;
  }
}
/// -x, zeros included.
template <class T>
ADZE_INLINE batch<T> negated(batch<T> const& x) {
  if constexpr (lanes<T> == 1) return -x;
  else return from_native<T>(-static_cast<native<T>>(x.data));
}

// ---- the first n lanes; memory beyond p + n is not touched

template <class T>
ADZE_INLINE batch<T> load_first(T const* p, int n) {
  if constexpr (lanes<T> == 1) {
    return n > 0 ? *p : T{};
  } else {
#if defined(ADZE_SIMD) && defined(__AVX512F__)
    unsigned const first = (1U << n) - 1;
    if constexpr (sizeof(T) == 8) return _mm512_maskz_loadu_pd(static_cast<__mmask8>(first), p);
    else return _mm512_maskz_loadu_ps(static_cast<__mmask16>(first), p);
#else
    if (n == lanes<T>) return load(p);
    T buffer[lanes<T>]{};
    for (int l = 0; l < n; ++l) buffer[l] = p[l];
    return load(static_cast<T const*>(buffer));
#endif
  }
}

template <class T>
ADZE_INLINE void store_first(T* p, batch<T> const& x, int n) {
  if constexpr (lanes<T> == 1) {
    if (n > 0) *p = x;
  } else {
#if defined(ADZE_SIMD) && defined(__AVX512F__)
    unsigned const first = (1U << n) - 1;
    if constexpr (sizeof(T) == 8) _mm512_mask_storeu_pd(p, static_cast<__mmask8>(first), x);
    else _mm512_mask_storeu_ps(p, static_cast<__mmask16>(first), x);
#else
    if (n == lanes<T>) return store(p, x);
    T buffer[lanes<T>];
    store(static_cast<T*>(buffer), x);
    for (int l = 0; l < n; ++l) p[l] = buffer[l];
#endif
  }
}

// ---- scattered numbers: lane l is element at(l), for l < n, else 0

/// (A whole batch is put together in registers: writing lanes and reading them back at once stalls the processor.)
template <class T, class At>
ADZE_INLINE batch<T> load_lanes(T const* p, At const& at, int n) {
  if constexpr (lanes<T> == 1) {
    return n > 0 ? p[at(0)] : T{};
  } else {
    if (n == lanes<T>) {
      return [&]<int... I>(std::integer_sequence<int, I...>) ADZE_INLINE_LAMBDA {
        return from_native<T>(native<T>{p[at(I)]...});
      }(std::make_integer_sequence<int, lanes<T>>{});
    }
    T buffer[lanes<T>]{};
    for (int l = 0; l < n; ++l) buffer[l] = p[at(l)];
    return load(static_cast<T const*>(buffer));
  }
}

/// Lane l is p[l * stride].
template <class T>
ADZE_INLINE batch<T> load_strided(T const* p, std::ptrdiff_t stride, int n) {
  return load_lanes(p, [stride](std::ptrdiff_t l) ADZE_INLINE_LAMBDA { return l * stride; }, n);
}
/// Lane l is p[at[l]].
template <class T>
ADZE_INLINE batch<T> load_gathered(T const* p, std::ptrdiff_t const* at, int n) {
  return load_lanes(p, [at](std::ptrdiff_t l) ADZE_INLINE_LAMBDA { return at[l]; }, n);
}
/// p[l * stride] = lane l, in the order of the lanes.
template <class T>
ADZE_INLINE void store_strided(T* p, std::ptrdiff_t stride, batch<T> const& x, int n) {
  T buffer[lanes<T>];
  store(static_cast<T*>(buffer), x);
  for (int l = 0; l < n; ++l) p[l * stride] = buffer[l];
}

// ---- across lanes

/// Lane 0 is the last lane of `previous`, lane l is lane l - 1 of `current`.
template <class T>
ADZE_INLINE batch<T> shift_in(batch<T> const& previous, [[maybe_unused]] batch<T> const& current) {
  if constexpr (lanes<T> == 1) {
    return previous;
  } else {
    return []<int... I>(native<T> const& a, native<T> const& b, std::integer_sequence<int, I...>) ADZE_INLINE_LAMBDA {
      return from_native<T>(__builtin_shufflevector(a, b, (lanes<T> - 1 + I)...));
    }(static_cast<native<T>>(previous.data), static_cast<native<T>>(current.data), std::make_integer_sequence<int, lanes<T>>{});
  }
}

/// Lanes l and l + N/2 are combined, N halved until one is left: this order, always.
template <int N, class V, class Combine>
ADZE_INLINE auto combine_halves(V const& v, Combine const& combine) {
  if constexpr (N == 2) {
    return combine(v[0], v[1]);
  } else {
    return [&]<int... I>(std::integer_sequence<int, I...>) ADZE_INLINE_LAMBDA {
      return combine_halves<N / 2>(
          combine(__builtin_shufflevector(v, v, I...), __builtin_shufflevector(v, v, (N / 2 + I)...)), combine);
    }(std::make_integer_sequence<int, N / 2>{});
  }
}
template <class T, class Combine>
ADZE_INLINE T combine_lanes(batch<T> const& x, Combine const& combine) {
  if constexpr (lanes<T> == 1) return x;
  else return combine_halves<lanes<T>>(static_cast<native<T>>(x.data), combine);
}

/// The sum of all lanes, by halves: for four, (x0 + x2) + (x1 + x3). T is to be named: sum_lanes<double>(x).
template <class T>
ADZE_INLINE T sum_lanes(batch<T> const& x) {
  return combine_lanes<T>(x, [](auto const& a, auto const& b) ADZE_INLINE_LAMBDA { return a + b; });
}
/// The product, in the order of sum_lanes.
template <class T>
ADZE_INLINE T product_lanes(batch<T> const& x) {
  return combine_lanes<T>(x, [](auto const& a, auto const& b) ADZE_INLINE_LAMBDA { return a * b; });
}
/// The largest lane; NaN if any is.
template <class T>
ADZE_INLINE T max_lanes(batch<T> const& x) {
  return combine_lanes<T>(x, [](auto const& a, auto const& b) ADZE_INLINE_LAMBDA {
    auto const larger = a < b ? b : a;
    return b == b ? larger : b;
  });
}
/// The smallest lane; NaN if any is.
template <class T>
ADZE_INLINE T min_lanes(batch<T> const& x) {
  return combine_lanes<T>(x, [](auto const& a, auto const& b) ADZE_INLINE_LAMBDA {
    auto const smaller = b < a ? b : a;
    return b == b ? smaller : b;
  });
}

}  // namespace adze::detail
