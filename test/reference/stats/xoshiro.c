/* Makes xoshiro.json: cc -O2 -o /tmp/xoshiro test/reference/stats/xoshiro.c && /tmp/xoshiro > test/reference/stats/xoshiro.json
   next() is the authors' xoshiro128starstar.c (Blackman and Vigna, public domain); the state is filled by four steps of
   a 32-bit SplitMix with the finaliser of MurmurHash3. */
#include <inttypes.h>
#include <stdint.h>
#include <stdio.h>

static uint32_t s[4];
static uint32_t rotl(const uint32_t x, int k) { return (x << k) | (x >> (32 - k)); }
static uint32_t next(void) {
  const uint32_t result = rotl(s[1] * 5, 7) * 9;
  const uint32_t t = s[1] << 9;
  s[2] ^= s[0];
  s[3] ^= s[1];
  s[1] ^= s[2];
  s[0] ^= s[3];
  s[2] ^= t;
  s[3] = rotl(s[3], 11);
  return result;
}

static uint32_t state;
static uint32_t mix(void) {
  uint32_t z = (state += 0x9e3779b9u);
  z = (z ^ (z >> 16)) * 0x85ebca6bu;
  z = (z ^ (z >> 13)) * 0xc2b2ae35u;
  return z ^ (z >> 16);
}

int main(void) {
  const uint32_t seeds[] = {0, 1, 42, 20260801, 4294967295u};
  printf("{\n  \"call\": \"cc xoshiro.c, first 8 outputs\",\n  \"rows\": [\n");
  for (int i = 0; i < 5; i++) {
    state = seeds[i];
    for (int j = 0; j < 4; j++) s[j] = mix();
    printf("    {\"seed\": %" PRIu32 ", \"next\": [", seeds[i]);
    for (int j = 0; j < 8; j++) printf("%s%" PRIu32, j ? ", " : "", next());
    printf("]}%s\n", i < 4 ? "," : "");
  }
  printf("  ]\n}\n");
  return 0;
}
