// Command journey takes an order from payment to doorstep by a client generated with ogen.
//
// Its arguments are the address of the API, and tokens of the shop's backend, the seller and the buyer.
package main

import (
	"context"
	"encoding/json"
	"fmt"
	"os"
	"time"

	"github.com/ogen-go/ogen/ogenerrors"
	"wismo.example/client/wismo"
)

func must(err error) {
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

// expect returns the response as the type that it should have; any other is a problem.
func expect[T any](response any) T {
	typed, ok := response.(T)
	if !ok {
		must(fmt.Errorf("unexpected response %T %+v", response, response))
	}
	return typed
}

type bearer string

func (token bearer) Bearer(context.Context, wismo.OperationName) (wismo.Bearer, error) {
	return wismo.Bearer{Token: string(token)}, nil
}

func (bearer) GuestLink(context.Context, wismo.OperationName) (wismo.GuestLink, error) {
	return wismo.GuestLink{}, ogenerrors.ErrSkipClientSecurity
}

func clientOf(baseURL, token string) *wismo.Client {
	client, err := wismo.NewClient(baseURL, bearer(token))
	must(err)
	return client
}

func order() *wismo.CreateOrderRequest {
	text := wismo.NewOptString
	return &wismo.CreateOrderRequest{
		PaymentResult: wismo.CreateOrderPaymentResult{Success: true, PaymentMethod: "card"},
		CheckoutData: wismo.NewOptCreateOrderCheckoutData(wismo.CreateOrderCheckoutData{
			BuyerId:     text("typed-buyer"),
			SellerId:    "typed-shop",
			Items:       []wismo.CreateOrderCheckoutDataItem{{Name: text("Olive oil"), Quantity: "2", UnitPrice: "12.50"}},
			TotalAmount: "25.00",
			Currency:    "EUR",
			Customer: wismo.NewOptCreateOrderCheckoutDataCustomer(wismo.CreateOrderCheckoutDataCustomer{
				Name: text("Ana"), Email: text("ana@example.com"),
			}),
		}),
	}
}

func main() {
	ctx := context.Background()
	baseURL, system, seller, buyer := os.Args[1], os.Args[2], os.Args[3], os.Args[4]

	key := wismo.CreateOrderParams{IdempotencyKey: wismo.NewOptString(fmt.Sprintf("ogen-%d", time.Now().UnixNano()))}
	created, err := clientOf(baseURL, system).CreateOrder(ctx, order(), key)
	must(err)
	id := expect[*wismo.CreatedOrderHeaders](created).Response.Order.ID

	shop := clientOf(baseURL, seller)
	moveTo := func(status string) wismo.ChangeOrderStatusRes {
		request := &wismo.ChangeOrderStatusRequest{Status: status}
		moved, err := shop.ChangeOrderStatus(ctx, request, wismo.ChangeOrderStatusParams{OrderId: id})
		must(err)
		return moved
	}
	for _, status := range []string{"confirmed", "processing"} {
		expect[*wismo.ChangedOrderHeaders](moveTo(status))
	}
	parcel := &wismo.RegisterShipmentRequest{TrackingNumber: "1Z999AA10123456784"}
	shipped, err := shop.RegisterShipment(ctx, parcel, wismo.RegisterShipmentParams{OrderId: id})
	must(err)
	expect[*wismo.RegisterShipmentResultHeaders](shipped)

	refused := expect[*wismo.ConflictHeaders](moveTo("pending"))
	read, err := clientOf(baseURL, buyer).GetOrderStatus(ctx, wismo.GetOrderStatusParams{OrderId: id})
	must(err)
	statuses := []string{}
	for _, entry := range expect[*wismo.OrderStatusHeaders](read).Response.History {
		statuses = append(statuses, entry.Status)
	}
	must(json.NewEncoder(os.Stdout).Encode(map[string]any{
		"orderId": id, "statuses": statuses, "refused": refused.Response.Code,
	}))
}
