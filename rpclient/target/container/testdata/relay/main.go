// Command relay is the relay without the rest of torii.
package main

import (
	"context"
	"os"

	"torii/rpclient/target/relay"
)

func main() { os.Exit(relay.Main(context.Background())) }
