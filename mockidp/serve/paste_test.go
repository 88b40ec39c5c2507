package serve_test

import (
	"strings"
	"testing"

	"github.com/goccy/go-yaml"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"torii/mockidp/serve"
)

func TestEveryFormatSaysWhatAnRPNeeds(t *testing.T) {
	s, err := serve.Open(serve.Options{Listen: anyPort, Control: anyPort})
	require.NoError(t, err)
	for _, format := range serve.Formats {
		t.Run(format, func(t *testing.T) {
			block, err := s.Paste(format)
			require.NoError(t, err)
			for _, p := range s.Mock.Providers() {
				assert.Contains(t, block, p.Clients[0].ClientID)
				assert.Contains(t, block, s.Path.Server(p.Address("token")))
			}
			assert.NotContains(t, block, "<no value>")
		})
	}
	_, err = s.Paste("django")
	assert.ErrorContains(t, err, `"django"; allowed: env, spring, rails, laravel`)
}

func TestTheBlockForSpringIsYAML(t *testing.T) {
	s, err := serve.Open(serve.Options{Listen: anyPort, Control: anyPort})
	require.NoError(t, err)
	block, err := s.Paste("spring")
	require.NoError(t, err)
	var read struct {
		Spring struct {
			Security struct {
				OAuth2 struct {
					Client struct {
						Registration map[string]map[string]string
						Provider     map[string]map[string]string
					}
				}
			}
		}
	}
	require.NoError(t, yaml.Unmarshal([]byte(block), &read))
	client := read.Spring.Security.OAuth2.Client
	assert.Len(t, client.Registration, len(s.Mock.Providers()))
	assert.Len(t, client.Provider, len(s.Mock.Providers()))
	assert.True(t, strings.HasPrefix(client.Provider["google"]["token-uri"], s.Path.Origin+"/oauth2.googleapis.com/"))
}
