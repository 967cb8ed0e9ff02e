package com.example.shop;

import org.springframework.boot.ApplicationRunner;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.context.annotation.Bean;

/** A shop that counts its products and ends. Nothing in it is about migrations: the starter runs them before Hibernate. */
@SpringBootApplication
public class Shop {

    public static void main(String[] arguments) {
        SpringApplication.run(Shop.class, arguments);
    }

    @Bean
    ApplicationRunner count(Products products) {
        return arguments -> System.out.println("The shop sells " + products.count() + " products.");
    }
}
