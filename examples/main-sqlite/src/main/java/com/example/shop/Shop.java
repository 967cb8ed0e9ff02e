package com.example.shop;

import io.migrationledger.Migrator;
import io.migrationledger.migration.Migrations;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Properties;

/** A shop that counts its products and ends. It migrates its database first, in the first lines of main. */
public final class Shop {

    private Shop() {}

    public static void main(String[] arguments) throws SQLException {
        String url = arguments[0];
        Migrator.of(url, new Properties())
                .source(Migrations.classpath("db/migrations"))
                .application("shop")
                .build()
                .migrate(); // throws: the program does not go on with a half-migrated schema
        try (Connection connection = DriverManager.getConnection(url);
                ResultSet count = connection.createStatement().executeQuery("SELECT count(*) FROM product")) {
            System.out.println("The shop sells " + count.getInt(1) + " products.");
        }
    }
}
