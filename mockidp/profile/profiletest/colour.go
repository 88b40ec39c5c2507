package profiletest

import (
	"math"
	"strconv"
)

func hexByte(s string) (uint64, error) { return strconv.ParseUint(s, 16, 8) }

// linear undoes the gamma of sRGB.
func linear(v float64) float64 {
	if v <= 0.04045 {
		return v / 12.92
	}
	return math.Pow((v+0.055)/1.055, 2.4)
}
