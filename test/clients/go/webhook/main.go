// Command payment delivers a payment event, signed by the reference library of Standard Webhooks.
//
// Its arguments are the address of the API, the secret of the payment service and the id of an order.
package main

import (
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"os"
	"strconv"
	"strings"
	"time"

	standardwebhooks "github.com/standard-webhooks/standard-webhooks/libraries/go"
)

func must(err error) {
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

func main() {
	baseURL, secret, orderID := os.Args[1], os.Args[2], os.Args[3]
	now := time.Now()
	messageID := fmt.Sprintf("msg_go_%d", now.UnixNano())
	body, err := json.Marshal(map[string]string{
		"type": "payment.confirmed", "orderId": orderID, "occurredAt": now.UTC().Format(time.RFC3339),
	})
	must(err)
	webhook, err := standardwebhooks.NewWebhook(secret)
	must(err)
	signature, err := webhook.Sign(messageID, now, body)
	must(err)

	request, err := http.NewRequest(http.MethodPost, baseURL+"/api/webhooks/payments", strings.NewReader(string(body)))
	must(err)
	request.Header.Set("Content-Type", "application/json")
	request.Header.Set("webhook-id", messageID)
	request.Header.Set("webhook-timestamp", strconv.FormatInt(now.Unix(), 10))
	request.Header.Set("webhook-signature", signature)
	response, err := http.DefaultClient.Do(request)
	must(err)
	defer response.Body.Close()
	text, err := io.ReadAll(response.Body)
	must(err)
	if response.StatusCode != http.StatusOK {
		must(fmt.Errorf("%d %s", response.StatusCode, text))
	}
	fmt.Println(string(text))
}
