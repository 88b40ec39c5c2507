package target_test

import (
	"testing"

	"github.com/stretchr/testify/assert"

	"torii/rpclient/target"
)

func TestWhatIsInheritedIsAFixedList(t *testing.T) {
	for name, value := range map[string]string{
		"LC_ALL": "C", "NODE_OPTIONS": "--no-warnings", "https_proxy": "http://proxy.example.test", "TZ": "Asia/Tokyo", // in the list
		"TORII_CONTROL_TOKEN": "the-token-of-the-control-port", "AWS_SECRET_ACCESS_KEY": "k", "NODE_TOKEN": "the-token-of-the-control-port",
	} {
		t.Setenv(name, value)
	}
	got := target.Inherited("the-token-of-the-control-port", "")
	for _, pair := range []string{"LC_ALL=C", "NODE_OPTIONS=--no-warnings", "https_proxy=http://proxy.example.test", "TZ=Asia/Tokyo"} {
		assert.Contains(t, got, pair)
	}
	for _, pair := range got {
		assert.NotContains(t, pair, "the-token-of-the-control-port")
		assert.NotContains(t, pair, "AWS_")
	}
}
