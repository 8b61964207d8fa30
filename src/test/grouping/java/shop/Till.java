package shop;

public interface Till {
    void charge(int order, int amount);

    void refund(int order, int amount);
}
