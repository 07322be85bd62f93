# SPDX-License-Identifier: BSL-1.0
# ADZE_SANITIZE: every target below this point stops at the first finding of either sanitizer.
if(ADZE_SANITIZE)
  set(adze_sanitizers -fsanitize=address,undefined -fno-sanitize-recover=all -fno-omit-frame-pointer)
  add_compile_options(${adze_sanitizers})
  add_link_options(${adze_sanitizers})
endif()
