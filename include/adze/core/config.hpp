#pragma once
// SPDX-License-Identifier: BSL-1.0
// Compiler switches, the only place where macros are made.

/// Straight-line code is generated from many tiny functions; clang, and g++ at -O2, leave some of them out of line
/// unless told, and then every value of the program goes through memory.
#define ADZE_INLINE [[gnu::always_inline]] inline
#define ADZE_INLINE_LAMBDA __attribute__((always_inline))

#define ADZE_VERSION_MAJOR 0
#define ADZE_VERSION_MINOR 1
#define ADZE_VERSION_PATCH 0
