// Command journey takes an order from payment to doorstep by a client generated with oapi-codegen.
//
// Its arguments are the address of the API, and tokens of the shop's backend, the seller and the buyer.
package main

import (
	"context"
	"encoding/json"
	"fmt"
	"net/http"
	"os"
	"time"

	"wismo.example/client/wismo"
)

func must(err error) {
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

func expect(status, wanted int, body []byte) {
	if status != wanted {
		must(fmt.Errorf("expected %d, got %d %s", wanted, status, body))
	}
}

func clientOf(baseURL, token string) *wismo.ClientWithResponses {
	client, err := wismo.NewClientWithResponses(baseURL, wismo.WithRequestEditorFn(
		func(_ context.Context, request *http.Request) error {
			request.Header.Set("Authorization", "Bearer "+token)
			return nil
		}))
	must(err)
	return client
}

func text(value string) *string { return &value }

func order() wismo.CreateOrderRequest {
	return wismo.CreateOrderRequest{
		PaymentResult: wismo.CreateOrderPaymentResult{Success: true, PaymentMethod: "card"},
		CheckoutData: &wismo.CreateOrderCheckoutData{
			BuyerId:     text("typed-buyer"),
			SellerId:    "typed-shop",
			Items:       &[]wismo.CreateOrderCheckoutDataItem{{Name: text("Olive oil"), Quantity: "2", UnitPrice: "12.50"}},
			TotalAmount: "25.00",
			Currency:    "EUR",
			Customer:    &wismo.CreateOrderCheckoutDataCustomer{Name: text("Ana"), Email: text("ana@example.com")},
		},
	}
}

func main() {
	ctx := context.Background()
	baseURL, system, seller, buyer := os.Args[1], os.Args[2], os.Args[3], os.Args[4]

	key := &wismo.CreateOrderParams{IdempotencyKey: text(fmt.Sprintf("go-%d", time.Now().UnixNano()))}
	created, err := clientOf(baseURL, system).CreateOrderWithResponse(ctx, key, order())
	must(err)
	expect(created.StatusCode(), http.StatusCreated, created.Body)
	id := created.JSON201.Order.Id

	shop := clientOf(baseURL, seller)
	moveTo := func(status string) *wismo.ChangeOrderStatusResponse {
		moved, err := shop.ChangeOrderStatusWithResponse(ctx, id, nil, wismo.ChangeOrderStatusRequest{Status: status})
		must(err)
		return moved
	}
	for _, status := range []string{"confirmed", "processing"} {
		moved := moveTo(status)
		expect(moved.StatusCode(), http.StatusOK, moved.Body)
	}
	parcel := wismo.RegisterShipmentRequest{TrackingNumber: "1Z999AA10123456784"}
	shipped, err := shop.RegisterShipmentWithResponse(ctx, id, nil, parcel)
	must(err)
	expect(shipped.StatusCode(), http.StatusCreated, shipped.Body)

	refused := moveTo("pending")
	expect(refused.StatusCode(), http.StatusConflict, refused.Body)
	read, err := clientOf(baseURL, buyer).GetOrderStatusWithResponse(ctx, id, nil)
	must(err)
	expect(read.StatusCode(), http.StatusOK, read.Body)
	statuses := []string{}
	for _, entry := range read.JSON200.History {
		statuses = append(statuses, entry.Status)
	}
	must(json.NewEncoder(os.Stdout).Encode(map[string]any{
		"orderId": id, "statuses": statuses, "refused": refused.ApplicationproblemJSON409.Code,
	}))
}
