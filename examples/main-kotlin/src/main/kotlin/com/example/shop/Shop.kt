package com.example.shop

import io.migrationledger.Migrator
import io.migrationledger.migration.Migrations
import java.sql.DriverManager
import java.util.Properties

/** A shop that names its products and ends. It migrates its database first, with scripts and with code. */
fun main(arguments: Array<String>) {
    val url = arguments[0]
    Migrator.of(url, Properties())
        .source(Migrations.classpath("db/migrations"))
        .source(ShopMigrations())
        .application("shop")
        .build()
        .migrate() // throws: the program does not go on with a half-migrated schema
    DriverManager.getConnection(url).use { connection ->
        val row = connection.createStatement().executeQuery("SELECT group_concat(slug, ', ') FROM product")
        println("The shop sells ${row.getString(1)}.")
    }
}
