#pragma once
// SPDX-License-Identifier: BSL-1.0
// Compiler switches, the only place where macros are made.

/// Straight-line code is generated from many tiny functions; clang, and g++ at -O2, leave some of them out of line
/// unless told, and then every value of the program goes through memory.
#define ADZE_INLINE [[gnu::always_inline]] inline
#define ADZE_INLINE_LAMBDA __attribute__((always_inline))

/// Batches of numbers (eval/simd.hpp) need xsimd; without it, or with ADZE_NO_SIMD, they have one lane.
#if __has_include(<xsimd/xsimd.hpp>) && !defined(ADZE_NO_SIMD) && (defined(__SSE2__) || defined(__aarch64__))
#define ADZE_SIMD
#endif

#define ADZE_VERSION_MAJOR 0
#define ADZE_VERSION_MINOR 1
#define ADZE_VERSION_PATCH 0
