package com.example.shop;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;

/** What the shop sells. */
@Entity
public class Product {
    @Id
    private Long id;

    private String name;

    public Long getId() {
        return id;
    }

    public String getName() {
        return name;
    }
}
