package check

import "math"

// enoughBits is what several values of one parameter must show: 128 (RFC 6749,
// 10.10), less the fixed bits of a UUID and what few samples may hide.
const enoughBits = 112

// bits estimates how many bits tell the values apart: the places that vary, times what
// a character of their alphabet can say. It sees no pattern and no weak generator.
func bits(values []string) int {
	if len(values) == 0 {
		return 0
	}
	shortest := len(values[0])
	for _, v := range values {
		shortest = min(shortest, len(v))
	}
	varying, used := 0, map[byte]bool{}
	for i := range shortest {
		differs := false
		for _, v := range values {
			differs = differs || v[i] != values[0][i]
		}
		if !differs {
			continue
		}
		varying++
		for _, v := range values {
			used[v[i]] = true
		}
	}
	return int(float64(varying) * math.Log2(float64(alphabet(used))))
}

// alphabet is the size of the smallest usual alphabet that holds the characters.
func alphabet(used map[byte]bool) int {
	digits, lowHex, upHex, low, up := true, true, true, true, true
	for c := range used {
		digit := '0' <= c && c <= '9'
		digits = digits && digit
		lowHex = lowHex && (digit || 'a' <= c && c <= 'f')
		upHex = upHex && (digit || 'A' <= c && c <= 'F')
		low = low && (digit || 'a' <= c && c <= 'z')
		up = up && (digit || 'A' <= c && c <= 'Z')
	}
	const decimal, hexadecimal, oneCase, any = 10, 16, 36, 64
	switch {
	case len(used) < 2:
		return 1
	case digits:
		return decimal
	case lowHex || upHex:
		return hexadecimal
	case low || up:
		return oneCase
	}
	return any
}

// distinct reports whether no value comes twice.
func distinct(values []string) bool {
	seen := map[string]bool{}
	for _, v := range values {
		if seen[v] {
			return false
		}
		seen[v] = true
	}
	return true
}
